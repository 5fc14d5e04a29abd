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

INSERT INTO observation BY NAME
SELECT series, ref_area, 'A' AS freq, "year"::VARCHAR AS time_period, make_date("year", 1, 1) AS period_start, transformation, obs_value,
       unit_measure, unit_mult, obs_status, known_from AS valid_from, open_ended(known_to) AS valid_to, true AS derived, suspect,
       latest.extract_id, latest.sheet, latest.cell_ref
FROM derived_figure;

INSERT INTO observation_input BY NAME
SELECT d.series, d.ref_area, d."year"::VARCHAR AS time_period, d.transformation, d.known_from AS valid_from, unnest(d.inputs, recursive := true)
FROM derived_figure d;

INSERT INTO yearly BY NAME
SELECT series, ref_area, "year", transformation, 'A' AS freq, amount, obs_status, suspect, known_from, known_to,
       input_of(series, ref_area, "year"::VARCHAR, obs_value, unit_mult, known_from, true, latest.extract_id, latest.sheet, latest.cell_ref) AS figure
FROM derived_figure;

DROP TABLE derived_figure;
