-- Everything that was wrong on reading.

INSERT INTO problem
SELECT e.extract_id, e.file_name, p.place, p.found, p.expected, p.severity, p.message_vi, p.message_en, p.times
FROM read_parquet(getvariable('problem_files'), filename = true, hive_partitioning = false) p
JOIN lake_file f ON f.path = p.filename
JOIN extract e ON e.extract_id = f.extract_id;
