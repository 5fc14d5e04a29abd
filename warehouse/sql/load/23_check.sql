-- Once for each file of watch/, whose SELECT is the view check_of_figures.

INSERT INTO finding BY NAME SELECT * FROM check_of_figures;
