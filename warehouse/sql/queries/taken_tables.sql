-- What was taken from one extract, table by table, from its part of the lake: how many figures, of which periods, and the
-- units that nothing in the table states (only the rule of the source knows them).

WITH figure AS (
    SELECT o.sheet, o.freq, o.time_period, o.transformation IN ('YTD', 'YTD_GY', 'YTD_PLAN') AS is_cumulative, o.unit_measure, o.unit_mult,
        c.table_title,
           c.unit_text = '' AND o.transformation IN ('N', 'YTD')
               AND NOT regexp_matches(c.column_path || ' ' || c.row_path, '\([^)]+\)') AS is_unstated
    FROM read_parquet(getvariable('observation_files'), hive_partitioning = false) o
    LEFT JOIN read_parquet(getvariable('cell_files'), hive_partitioning = false) c ON c.sheet = o.sheet AND c.cell_ref = o.cell_ref
)
SELECT coalesce(sheet, '') AS sheet, coalesce(table_title, '') AS title, count(*) AS figures,
       string_agg(DISTINCT freq || ' ' || time_period || CASE WHEN is_cumulative THEN ' +' ELSE '' END, '|') AS periods,
       coalesce(string_agg(DISTINCT unit_measure || ' ' || unit_mult, '|') FILTER (is_unstated), '') AS unstated_units
FROM figure
GROUP BY sheet, table_title
ORDER BY sheet, title
