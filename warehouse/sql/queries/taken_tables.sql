-- What was taken from each extract, table by table, from its part of the lake: how many figures, of which periods, and the
-- units that nothing in the table states (only the rule of the source knows them).
-- A part of the lake is named part-<first twelve digits of extract_id>.parquet.

WITH observation AS (
    SELECT *, parse_filename(filename, true) AS part
    FROM read_parquet(getvariable('observation_files'), filename = true, hive_partitioning = false)
), cell AS (
    SELECT *, parse_filename(filename, true) AS part
    FROM read_parquet(getvariable('cell_files'), filename = true, hive_partitioning = false)
), figure AS (
    SELECT o.part, o.sheet, o.freq, o.time_period, o.transformation IN ('YTD', 'YTD_GY', 'YTD_PLAN') AS is_cumulative,
           o.unit_measure, o.unit_mult, c.table_title,
           c.unit_text = '' AND o.transformation IN ('N', 'YTD')
               AND NOT regexp_matches(c.column_path || ' ' || c.row_path, '\([^)]+\)') AS is_unstated
    FROM observation o
    LEFT JOIN cell c ON c.part = o.part AND c.sheet = o.sheet AND c.cell_ref = o.cell_ref
)
SELECT part, coalesce(sheet, '') AS sheet, coalesce(table_title, '') AS title, count(*) AS figures,
       string_agg(DISTINCT freq || ' ' || time_period || CASE WHEN is_cumulative THEN ' +' ELSE '' END, '|') AS periods,
       coalesce(string_agg(DISTINCT unit_measure || ' ' || unit_mult, '|') FILTER (is_unstated), '') AS unstated_units
FROM figure
GROUP BY part, sheet, table_title
ORDER BY part, sheet, title
