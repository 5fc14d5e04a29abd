-- Every number of every workbook, as read.
-- A part of the lake is named part-<first twelve digits of extract_id>.parquet.

INSERT INTO cell
SELECT e.extract_id, e.file_name, c.sheet, c.cell_ref, c.table_title, c.row_label, c.row_path, c.column_path,
       c.unit_text, c."value", c.raw, c.hidden, c.member
FROM read_parquet(getvariable('cell_files'), filename = true, hive_partitioning = false) c
JOIN lake_file f ON f.path = c.filename
JOIN extract e ON e.extract_id = f.extract_id;
