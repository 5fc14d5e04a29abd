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

UPDATE observation SET suspect = true
FROM finding f
WHERE f.suspect AND NOT observation.derived AND observation.series = f.series AND observation.ref_area = f.ref_area
  AND observation.freq = f.freq AND observation.time_period = f.time_period AND observation.transformation = f.transformation
  AND observation.valid_from = f.valid_from;

-- What a suspect figure went into is no better than it: a sum of territories, and the two months beside a cumulative figure.
UPDATE observation SET suspect = true
FROM observation_input i
JOIN observation o ON o.series = i.input_series AND o.ref_area = i.input_ref_area AND o.time_period = i.input_period
    AND o.transformation = i.transformation AND o.valid_from = i.input_from
WHERE o.suspect AND NOT o.derived AND observation.derived AND observation.series = i.series AND observation.territory = i.territory
  AND observation.time_period = i.time_period AND observation.transformation = i.transformation AND observation.valid_from = i.valid_from;

UPDATE observation SET suspect = true
FROM (
    SELECT series, place_of(territory, ref_area) AS place, valid_from, known_until(valid_to) AS until, left(time_period, 4) AS "year",
        unnest([(time_period || '-01')::DATE, (time_period || '-01')::DATE + INTERVAL 1 MONTH]) AS "month"
    FROM observation
    WHERE suspect AND freq = 'M' AND transformation = 'YTD'
) AS bad
WHERE observation.derived AND observation.freq = 'M' AND observation.transformation = 'N' AND observation.series = bad.series
  AND place_of(observation.territory, observation.ref_area) = bad.place AND observation.period_start = bad."month"
  AND left(observation.time_period, 4) = bad."year" AND observation.valid_from < bad.until
  AND bad.valid_from < known_until(observation.valid_to);

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
