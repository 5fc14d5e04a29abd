-- Vintages of what the formulas of one step yield (the view formula): known from the day the last input came to the day
-- one was revised. What is published, or derived in an earlier step, wins from the day it is known.

CREATE TEMP TABLE derived_figure AS
WITH known AS (
    SELECT f.series, f.ref_area, f."year", f.transformation,
           CASE f.transformation WHEN 'N' THEN s.unit_measure ELSE 'PC' END AS unit_measure,
           CASE f.transformation WHEN 'N' THEN s.unit_mult ELSE 0 END AS unit_mult,
           f.amount, f.obs_status, f.suspect, f.latest, f.inputs, f.known_from, least(f.known_to, coalesce(w.known_from, f.known_to)) AS known_to
    FROM formula f
    JOIN series s USING (series)
    LEFT JOIN (SELECT series, ref_area, "year", transformation, min(known_from) AS known_from FROM yearly GROUP BY ALL) w
        USING (series, ref_area, "year", transformation)
    WHERE isfinite(f.amount)
),
changed AS (
    -- The same value from a revised input is no new vintage.
    SELECT *, (amount, obs_status) IS DISTINCT FROM lag((amount, obs_status)) OVER days OR known_from <> lag(known_to) OVER days AS is_new
    FROM known WHERE known_from < known_to
    WINDOW days AS (PARTITION BY series, ref_area, "year", transformation ORDER BY known_from)
),
vintage AS (
    SELECT *, count(*) FILTER (is_new) OVER (PARTITION BY series, ref_area, "year", transformation ORDER BY known_from) AS n
    FROM changed
)
SELECT * EXCLUDE (is_new, n) REPLACE (max(known_to) OVER (PARTITION BY series, ref_area, "year", transformation, n) AS known_to),
       amount / power(10, unit_mult) AS obs_value
FROM vintage
QUALIFY is_new;

INSERT INTO observation
SELECT series, ref_area, 'A', "year"::VARCHAR, make_date("year", 1, 1), transformation, obs_value, unit_measure, unit_mult,
       obs_status, known_from, CASE WHEN known_to < DATE '9999-12-31' THEN known_to END, true, suspect,
       latest.extract_id, latest.sheet, latest.cell_ref
FROM derived_figure;

INSERT INTO observation_input
SELECT d.series, d.ref_area, d."year"::VARCHAR, d.transformation, d.known_from,
       i.series, i.ref_area, i.time_period, i.obs_value, i.unit_mult, i.valid_from, i.derived, i.extract_id, i.sheet, i.cell_ref
FROM derived_figure d, unnest(d.inputs) AS u(i);

INSERT INTO yearly
SELECT series, ref_area, "year", transformation, 'A', amount, obs_status, suspect, known_from, known_to,
       {'series': series, 'ref_area': ref_area, 'time_period': "year"::VARCHAR, 'obs_value': obs_value, 'unit_mult': unit_mult,
        'valid_from': known_from, 'derived': true,
        'extract_id': latest.extract_id, 'sheet': latest.sheet, 'cell_ref': latest.cell_ref}
FROM derived_figure;

DROP TABLE derived_figure;
