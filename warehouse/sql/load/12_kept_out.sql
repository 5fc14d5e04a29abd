-- What a file says against itself: held back before it counts, and told.

CREATE TEMP TABLE small_figure AS
SELECT o.series, o.ref_area, o.freq, o.time_period, o.transformation, o.obs_value, o.unit_measure, o.unit_mult, o.obs_status, o.sheet,
       coalesce(o.cell_ref, 'L' || o.line) AS cell_ref, e.extract_id, e.published_on, e.received_at
FROM read_parquet(getvariable('small_observation_files'), filename = true, hive_partitioning = false) o
JOIN lake_file f ON f.path = o.filename
JOIN extract e ON e.extract_id = f.extract_id;

INSERT INTO stated
SELECT f.extract_id, f.series, f.ref_area, min(f.sheet), min(f.cell_ref), max(f.time_period) FILTER (f.freq = 'M' AND f.obs_status <> 'F')
FROM small_figure f
GROUP BY ALL;

INSERT INTO stated_column
SELECT DISTINCT f.extract_id, f.sheet, regexp_extract(f.cell_ref, '^[A-Z]+'), f.freq, f.time_period, f.transformation
FROM small_figure f
WHERE f.sheet IS NOT NULL AND f.transformation IN ('N', 'YTD');

CREATE TEMP TABLE part_of_year AS
SELECT f.*, amount_of(f.obs_value, f.unit_mult) AS amount, rounding(f.obs_value) * power(10, f.unit_mult) AS rounding,
       left(f.time_period, 4) AS "year", CASE f.freq WHEN 'Q' THEN 3
           ELSE 1 END * right(f.time_period, CASE f.freq WHEN 'Q' THEN 1 ELSE 2 END)::INTEGER AS "month",
       s.can_fall
FROM small_figure f
JOIN series s USING (series)
WHERE s.aggregation = 'sum' AND f.freq IN ('M', 'Q') AND f.transformation IN ('N', 'YTD') AND f.obs_status <> 'F'
  AND (f.freq = 'M' OR f.transformation = 'N');

INSERT INTO kept_out
WITH cumulative AS (
    SELECT * FROM part_of_year WHERE transformation = 'YTD'
),
-- All months, or all quarters, of a cumulative figure in its own file; or the one before and the month between.
summed AS (
    SELECT c.extract_id, c.series, c.ref_area, c.time_period, c.sheet, c.cell_ref, c.obs_value, c.unit_mult, c.amount, c.rounding,
           sum(p.amount ORDER BY p."month") AS total, sum(p.rounding) AS total_rounding,
           string_agg(p.time_period || ' = ' || p.obs_value || ' ' || p.cell_ref, ' + ' ORDER BY p."month") AS evidence
    FROM cumulative c
    JOIN part_of_year p ON p.extract_id = c.extract_id AND p.series = c.series AND p.ref_area = c.ref_area
        AND p.unit_measure = c.unit_measure
        AND p."year" = c."year" AND p."month" <= c."month" AND p.transformation = 'N'
    GROUP BY c.extract_id, c.series, c.ref_area, c.time_period, c.sheet, c.cell_ref, c.obs_value, c.unit_mult, c.amount, c.rounding,
        c."month", p.freq
    HAVING count(*) * CASE p.freq WHEN 'Q' THEN 3 ELSE 1 END = c."month"
    UNION ALL
    SELECT c.extract_id, c.series, c.ref_area, c.time_period, c.sheet, c.cell_ref, c.obs_value, c.unit_mult, c.amount, c.rounding,
           b.amount + m.amount, b.rounding + m.rounding,
           b.time_period || ' = ' || b.obs_value || ' ' || b.cell_ref || ' + ' || m.time_period || ' = ' || m.obs_value || ' ' || m.cell_ref
    FROM cumulative c
    JOIN cumulative b USING (extract_id, series, ref_area, "year", unit_measure)
    JOIN part_of_year m USING (extract_id, series, ref_area, "year", unit_measure)
    WHERE b."month" = c."month" - 1 AND m.freq = 'M' AND m.transformation = 'N' AND m."month" = c."month"
),
-- The month as known on the day, from whatever file.
own_month AS (
    SELECT c.extract_id, c.series, c.ref_area, c.time_period, c.sheet, c.cell_ref, c.obs_value, c.unit_mult, c.amount, c.rounding,
           m.amount AS total, m.rounding AS total_rounding, m.extract_id AS of_extract,
           m.time_period || ' = ' || m.obs_value || ' ' || m.cell_ref || CASE WHEN m.extract_id <> c.extract_id THEN ', ' || e.file_name
               ELSE '' END AS evidence
    FROM cumulative c
    JOIN part_of_year m ON m.series = c.series AND m.ref_area = c.ref_area AND m.time_period = c.time_period
        AND m.unit_measure = c.unit_measure
        AND m.transformation = 'N' AND m.published_on <= c.published_on
    JOIN small_extract e ON e.extract_id = m.extract_id
    WHERE NOT c.can_fall AND m.amount >= 0
    QUALIFY row_number() OVER (PARTITION BY c.extract_id, c.series, c.ref_area, c.time_period
                               ORDER BY m.extract_id = c.extract_id DESC, m.published_on DESC, m.received_at DESC, m.extract_id) = 1
)
SELECT extract_id, series, ref_area, 'M', time_period, 'YTD', sheet, cell_ref, obs_value, total / power(10, unit_mult), evidence,
       'Số cộng dồn không khớp với các tháng, quý trong cùng tệp; không dùng số cộng dồn.',
       'The cumulative figure contradicts the months or quarters in its own file; it is not used.'
FROM summed
WHERE abs(amount - total) > greatest(0.005 * greatest(abs(amount), abs(total)), rounding + total_rounding)
UNION ALL
SELECT extract_id, series, ref_area, 'M', time_period, 'YTD', sheet, cell_ref, obs_value, total / power(10, unit_mult), evidence,
       'Số cộng dồn nhỏ hơn số của chính tháng đó; không dùng số cộng dồn.',
       'The cumulative figure is below that of its own month; it is not used.'
FROM own_month
-- In another file the month may have been revised since: by one part in twenty at most, and January is all of it.
WHERE CASE WHEN of_extract = extract_id THEN amount < total - rounding - total_rounding
           ELSE right(time_period, 2) <> '01' AND amount < 0.95 * total END;

DROP TABLE part_of_year;

INSERT INTO told BY NAME
SELECT k.extract_id, k.sheet, k.cell_ref, k.series || ' ' || k.time_period || ' = '
    || k.obs_value AS found,
       k.total || ' (' || k.evidence || ')' AS expected, 'error' AS severity, k.message_vi, k.message_en
FROM kept_out k
-- One reason is enough.
QUALIFY row_number() OVER (PARTITION BY k.extract_id, k.series, k.ref_area, k.time_period ORDER BY k.message_en DESC, k.evidence) = 1
ORDER BY ALL;

UPDATE extract SET observations = observations - gone.n
FROM (SELECT extract_id, count(DISTINCT (series, ref_area, time_period)) AS n FROM kept_out GROUP BY extract_id) AS gone
WHERE gone.extract_id = extract.extract_id;

DROP TABLE small_figure;
