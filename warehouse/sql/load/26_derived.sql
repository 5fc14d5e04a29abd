-- Vintages of what the formulas of one step yield (the view formula): known from the day the last input came to the day
-- one was revised. What is published, or derived in an earlier step, wins from the day it is known; of plans and forecasts
-- only over what rests on a plan itself.

CREATE TEMP TABLE derived_figure AS
WITH known AS (
    SELECT f.series, f.ref_area, f.place, f.territory_assumed, f."year", f.transformation,
           CASE f.transformation WHEN 'N' THEN s.unit_measure ELSE 'PC' END AS unit_measure,
           CASE f.transformation WHEN 'N' THEN s.unit_mult ELSE 0 END AS unit_mult,
           f.amount, f.obs_status, f.suspect, f.latest, f.inputs, f.known_from,
               least(f.known_to, coalesce(CASE f.obs_status WHEN 'F' THEN w.known_from ELSE w.actual_from END, f.known_to)) AS known_to
    FROM formula f
    JOIN series s USING (series)
    LEFT JOIN (
        SELECT series, place, "year", transformation, min(known_from) AS known_from,
            min(known_from) FILTER (obs_status <> 'F') AS actual_from
        FROM yearly GROUP BY ALL
    ) w
        USING (series, place, "year", transformation)
    WHERE isfinite(f.amount)
),
changed AS (
    -- The same value from a revised input is no new vintage.
    SELECT *, (amount, obs_status) IS DISTINCT FROM lag((amount, obs_status)) OVER days OR known_from <> lag(known_to) OVER days AS is_new
    FROM known WHERE known_from < known_to
    WINDOW days AS (PARTITION BY series, place, "year", transformation ORDER BY known_from)
),
vintage AS (
    SELECT *, count(*) FILTER (is_new) OVER (PARTITION BY series, place, "year", transformation ORDER BY known_from) AS n
    FROM changed
)
SELECT * EXCLUDE (is_new, n) REPLACE (max(known_to) OVER (PARTITION BY series, place, "year", transformation, n) AS known_to),
       amount / power(10, unit_mult) AS obs_value,
       -- Where boundaries matter at all.
       contains(place, '.') OR place IN (SELECT ref_area FROM area_version) AS is_territory
FROM vintage
QUALIFY is_new;

-- A published plan ends where an actual can be derived.
CREATE TEMP TABLE plan_end AS
SELECT series, place, "year", transformation, min(known_from) AS known_from FROM derived_figure WHERE obs_status <> 'F' GROUP BY ALL;

UPDATE observation SET valid_to = greatest(valid_from, p.known_from)
FROM plan_end p
WHERE observation.series = p.series AND place_of(observation.territory, observation.ref_area) = p.place AND observation.freq = 'A'
    AND observation.time_period = p."year"::VARCHAR
  AND observation.transformation = p.transformation AND observation.obs_status = 'F' AND known_until(observation.valid_to) > p.known_from;

UPDATE yearly SET known_to = greatest(yearly.known_from, p.known_from)
FROM plan_end p
WHERE yearly.series = p.series AND yearly.place = p.place AND yearly."year" = p."year" AND yearly.transformation = p.transformation
  AND yearly.obs_status = 'F' AND yearly.known_to > p.known_from;

DROP TABLE plan_end;

INSERT INTO observation BY NAME
SELECT series, ref_area, 'A' AS freq, "year"::VARCHAR AS time_period, make_date("year", 1, 1) AS period_start, transformation, obs_value,
       unit_measure, unit_mult, obs_status, known_from AS valid_from, open_ended(known_to) AS valid_to, true AS derived, suspect,
       CASE WHEN is_territory THEN place END AS territory, territory_assumed, latest.source, latest.figure.extract_id,
       latest.figure.sheet, latest.figure.cell_ref
FROM derived_figure;

INSERT INTO observation_input BY NAME
SELECT d.series, d.ref_area, CASE WHEN d.is_territory THEN d.place END AS territory, d."year"::VARCHAR AS time_period, d.transformation,
    d.known_from AS valid_from, unnest(d.inputs, recursive := true)
FROM derived_figure d;

INSERT INTO yearly BY NAME
SELECT series, ref_area, place, territory_assumed, latest.source, "year", transformation, 'A' AS freq, amount, obs_status, suspect,
       known_from, known_to,
       input_of(series, ref_area, CASE WHEN is_territory THEN place END, "year"::VARCHAR, obs_value, unit_mult, known_from, true,
           latest.figure.extract_id, latest.figure.sheet, latest.figure.cell_ref) AS figure
FROM derived_figure;

DROP TABLE derived_figure;
