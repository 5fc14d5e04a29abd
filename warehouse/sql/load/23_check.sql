-- Once for each file of watch/, whose SELECT goes before it as check_of_figures.

INSERT INTO finding BY NAME SELECT * FROM check_of_figures;
