-- What was taken from each extract that has no cells (a flat file), from its part of the lake: as taken_tables.

SELECT parse_filename(filename, true) AS part, coalesce(sheet, '') AS sheet, '' AS title, count(*) AS figures,
       string_agg(DISTINCT freq || ' ' || time_period || CASE WHEN transformation IN ('YTD', 'YTD_GY', 'YTD_PLAN') THEN ' +' ELSE '' END,
           '|') AS periods,
       '' AS unstated_units
FROM read_parquet(getvariable('observation_files'), filename = true, hive_partitioning = false)
GROUP BY part, sheet
ORDER BY part, sheet
