-- What was taken from each extract that has no cells (a flat file), from its part of the lake: as taken_tables. Period by
-- period first: a text made for each of ten million figures takes longer than all else the reply says.

WITH taken AS (
    SELECT filename, sheet, freq, time_period, transformation, count(*) AS figures
    FROM read_parquet(getvariable('observation_files'), filename = true, hive_partitioning = false)
    GROUP BY ALL
)
SELECT parse_filename(filename, true) AS part, coalesce(sheet, '') AS sheet, '' AS title, sum(figures)::BIGINT AS figures,
       string_agg(DISTINCT freq || ' ' || time_period || CASE WHEN transformation IN ('YTD', 'YTD_GY', 'YTD_PLAN') THEN ' +' ELSE '' END,
           '|') AS periods,
       '' AS unstated_units
FROM taken
GROUP BY part, sheet
ORDER BY part, sheet
