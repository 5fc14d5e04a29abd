-- What the checks found is told; figures at odds with others are kept and marked.

INSERT INTO told BY NAME
SELECT coalesce(f.extract_id, o.extract_id) AS extract_id, CASE WHEN f.cell_ref IS NULL THEN o.sheet ELSE f.sheet END AS sheet,
       coalesce(f.cell_ref, o.cell_ref) AS cell_ref, f.found, f.expected, 'warning' AS severity, f.message_vi, f.message_en
FROM finding f
LEFT JOIN observation o ON o.series = f.series AND o.ref_area = f.ref_area AND o.freq = f.freq AND o.time_period = f.time_period
    AND o.transformation = f.transformation AND o.valid_from = f.valid_from AND NOT o.derived
-- A check may mark many figures and tell them once.
WHERE f.found <> ''
ORDER BY ALL;

-- Places in parts, as reading gives them. What stands in a line of a text has no cell: its line is named.
INSERT INTO problem BY NAME
SELECT t.extract_id, e.file_name, concat_ws('!', nullif(t.sheet, ''), t.cell_ref) AS place, t.found, t.expected, t.severity,
       t.message_vi, t.message_en, CASE WHEN l.sheet IS NULL THEN m.member ELSE nullif(l.sheet, '') END AS member,
       CASE WHEN l.sheet IS NULL THEN nullif(t.sheet, '') END AS sheet, CASE WHEN l.sheet IS NULL THEN t.cell_ref END AS cell_ref,
       CASE WHEN l.sheet IS NOT NULL THEN substr(t.cell_ref, 2)::INTEGER END AS line
FROM told t
JOIN extract e USING (extract_id)
LEFT JOIN text_of_lines l ON l.extract_id = t.extract_id AND l.sheet = coalesce(t.sheet, '') AND t.cell_ref IS NOT NULL
LEFT JOIN (SELECT DISTINCT extract_id, sheet, member FROM cell WHERE member IS NOT NULL) m
    ON m.extract_id = t.extract_id AND m.sheet = t.sheet
ORDER BY t.rowid;

-- Months that a suspect cumulative figure went into are no better than it.
UPDATE observation SET suspect = true
FROM (
    SELECT series, ref_area, freq, time_period, transformation, valid_from, NULL::DATE AS known_to, false AS derived FROM finding
        WHERE suspect
    UNION ALL
    SELECT o.series, o.ref_area, 'M', strftime(o.period_end, '%Y-%m'), 'N', o.valid_from, known_until(o.valid_to), true
    FROM (
        SELECT o.*, unnest([(o.time_period || '-01')::DATE, (o.time_period || '-01')::DATE + INTERVAL 1 MONTH]) AS period_end
        FROM finding f JOIN observation o USING (series, ref_area, freq, time_period, transformation, valid_from)
        WHERE f.suspect AND o.freq = 'M' AND o.transformation = 'YTD'
    ) o
    WHERE left(strftime(o.period_end, '%Y-%m'), 4) = left(o.time_period, 4)
) AS bad
WHERE observation.series = bad.series AND observation.ref_area = bad.ref_area AND observation.freq = bad.freq
  AND observation.time_period = bad.time_period AND observation.transformation = bad.transformation
  AND observation.derived = bad.derived
  AND CASE WHEN bad.derived
           THEN observation.valid_from < bad.known_to AND bad.valid_from < known_until(observation.valid_to)
           ELSE observation.valid_from = bad.valid_from END;

DROP TABLE finding;
DROP TABLE told;
DROP TABLE text_of_lines;
DROP TABLE history;
DROP TABLE earlier;
DROP TABLE level;
DROP TABLE published_month;
DROP TABLE step;
DROP TABLE cumulative;
DROP TABLE stated;
DROP TABLE stated_column;
DROP TABLE kept_out;
DROP TABLE small_extract;
