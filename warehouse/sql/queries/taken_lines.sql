-- What was taken from one extract that has no cells (a flat file), from its part of the lake: as taken_tables.

SELECT coalesce(sheet, '') AS sheet, '' AS title, count(*) AS figures,
       string_agg(DISTINCT freq || ' ' || time_period || CASE WHEN transformation IN ('YTD', 'YTD_GY', 'YTD_PLAN') THEN ' +' ELSE '' END,
           '|') AS periods,
       '' AS unstated_units
FROM read_parquet(getvariable('observation_files'), hive_partitioning = false)
GROUP BY sheet
ORDER BY sheet
