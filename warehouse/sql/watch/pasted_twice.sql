-- A period pasted twice: all figures of one period are those of another. Three of them at least, and not all the same (of
-- cumulative ones outside one table six: a month in which little happened adds nothing); told once, with all that came with
-- it marked.

WITH printed AS (
    SELECT c.extract_id, c.sheet, c.table_title, s."column", s.freq, s.time_period, s.transformation, c.column_path, c."value", c.cell_ref,
           regexp_extract(c.cell_ref, '\d+$') AS "row"
    FROM cell c
    JOIN stated_column s ON s.extract_id = c.extract_id AND s.sheet = c.sheet AND s."column" = regexp_extract(c.cell_ref, '^[A-Z]+')
),
columns AS (
    SELECT a.extract_id, a.sheet, a.table_title, a.freq, a.transformation, a."column" AS first_column, a.time_period AS first_period,
           b."column" AS second_column, b.time_period AS second_period, count(*) AS n,
           min(a.column_path) AS first_path, min(b.column_path) AS second_path, min_by(b.cell_ref, b."row"::INTEGER) AS cell_ref
    FROM printed a JOIN printed b USING (extract_id, sheet, table_title, "row", freq, transformation)
    WHERE a.time_period < b.time_period AND a."column" <> b."column"
    GROUP BY ALL
    HAVING bool_and(a."value" = b."value") AND count(*) >= 3 AND count(DISTINCT a."value") >= 2
),
-- Lines of a text, or a whole file handed in again as the next period's.
lines AS (
    SELECT f.extract_id, f.freq, f.transformation, f.time_period AS second_period, h.time_period AS first_period, f.valid_from,
        count(*) AS n,
           min_by({'sheet': f.sheet, 'cell_ref': f.cell_ref}, f.series || ' ' || f.ref_area) AS place,
           min_by(concat_ws('!', h.sheet, h.cell_ref), f.series || ' ' || f.ref_area) AS first_place,
               any_value(h.extract_id) AS first_extract
    FROM level f
    JOIN level h USING (series, ref_area, freq, transformation)
    JOIN (
        SELECT extract_id, freq, transformation, time_period, count(*) AS figures FROM level
        GROUP BY ALL
        -- More of one period than people paste.
        HAVING count(*) BETWEEN 3 AND 2000
    ) o
      ON o.extract_id = f.extract_id AND o.freq = f.freq AND o.transformation = f.transformation AND o.time_period = f.time_period
    WHERE h.time_period < f.time_period AND h.period_start > f.period_start - INTERVAL 1 YEAR
        AND known_on(h.valid_from, h.valid_to, f.valid_from)
      AND (f.sheet IS NULL OR h.extract_id <> f.extract_id)
    GROUP BY f.extract_id, f.freq, f.transformation, f.time_period, h.time_period, f.valid_from, o.figures
    HAVING bool_and(same_figure(f.amount, h.amount)) AND count(*) >= CASE f.transformation WHEN 'YTD' THEN 6 ELSE 3 END
        AND count(DISTINCT f.amount) >= 2 AND count(*) = o.figures
),
told AS (
    SELECT extract_id, sheet, cell_ref, second_column || ' (' || second_path || ') = ' || first_column || ' ('
        || first_path || ')' AS found,
           n || ' số khác nhau / different figures' AS expected
    FROM columns
    UNION ALL
    SELECT l.extract_id, l.place.sheet, l.place.cell_ref, l.second_period || ' = ' || l.first_period || ' (' || l.first_place || CASE
        WHEN l.first_extract <> l.extract_id THEN ', ' || e.file_name ELSE '' END || ')',
           l.n || ' số khác nhau / different figures'
    FROM lines l JOIN extract e ON e.extract_id = l.first_extract
),
marked AS (
    SELECT o.series, o.ref_area, o.freq, o.time_period, o.transformation, o.valid_from
    FROM columns c JOIN level o USING (extract_id, sheet, freq, transformation)
    WHERE (o."column" = c.first_column AND o.time_period = c.first_period)
        OR (o."column" = c.second_column AND o.time_period = c.second_period)
    UNION
    SELECT o.series, o.ref_area, o.freq, o.time_period, o.transformation, o.valid_from
    FROM lines l JOIN level o USING (extract_id, freq, transformation)
    WHERE o.time_period IN (l.first_period, l.second_period)
)
SELECT NULL AS series, NULL AS ref_area, NULL AS freq, NULL AS time_period, NULL AS transformation, NULL::DATE AS valid_from,
       extract_id, sheet, cell_ref, found, expected, false AS suspect,
       'Số liệu của hai kỳ giống hệt nhau ở mọi dòng: có thể một kỳ đã bị dán hai lần.' AS message_vi,
       'The figures of two periods are the same in every row: perhaps one was pasted twice.' AS message_en
FROM told
UNION ALL
SELECT series, ref_area, freq, time_period, transformation, valid_from, NULL, NULL, NULL, '', '', true, '', '' FROM marked
