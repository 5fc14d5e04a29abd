-- Figures of a territory from those of its parts (area.parts), for each interval of days on which all parts were known: only of
-- series that are additive, never across a missing part, never by subtraction. What is published of the territory itself wins from
-- its day on.

-- What observation_input says of an input.
CREATE TEMP MACRO input_of(series, ref_area, territory, time_period, obs_value, unit_mult, valid_from, derived, extract_id, sheet,
    cell_ref) AS
    {'input_series': series, 'input_ref_area': ref_area, 'input_territory': territory, 'input_period': time_period,
     'input_value': obs_value, 'input_mult': unit_mult, 'input_from': valid_from, 'input_derived': derived,
     'extract_id': extract_id, 'sheet': sheet, 'cell_ref': cell_ref};

CREATE TEMP TABLE part_figure AS
WITH area_part AS (
    SELECT ref_area AS whole, len(parts) AS parts, unnest(parts) AS part FROM area
)
SELECT a.whole, a.parts, a.part, o.series, o.freq, o.time_period, o.period_start, o.transformation, o.unit_measure, o.unit_mult,
       o.obs_status, o.territory_assumed, o.suspect, o.source, amount_of(o.obs_value, o.unit_mult) AS amount,
       o.valid_from, known_until(o.valid_to) AS until,
       input_of(o.series, o.ref_area, o.territory, o.time_period, o.obs_value, o.unit_mult, o.valid_from, false, o.extract_id, o.sheet,
           o.cell_ref) AS figure
FROM observation o
JOIN series s USING (series)
JOIN area_part a ON a.part = o.territory
WHERE s.additive AND o.transformation IN ('N', 'YTD') AND o.valid_to IS DISTINCT FROM o.valid_from;

CREATE TEMP TABLE composed AS
WITH day AS (
    SELECT *, lead(known_from, 1, end_of_time()) OVER (PARTITION BY whole, series, freq, time_period, transformation, unit_measure
        ORDER BY known_from) AS known_to
    FROM (
        SELECT whole, parts, series, freq, time_period, transformation, unit_measure, valid_from AS known_from FROM part_figure
        UNION
        SELECT whole, parts, series, freq, time_period, transformation, unit_measure, until FROM part_figure
    )
),
whole AS (
    SELECT d.*, min(f.period_start) AS period_start, max(f.unit_mult) AS unit_mult, sum(f.amount ORDER BY f.part) AS amount,
           weakest_status(list(f.obs_status)) AS obs_status, bool_or(f.territory_assumed) AS territory_assumed,
           bool_or(f.suspect) AS suspect, arg_max({'source': f.source, 'figure': f.figure}, (f.valid_from, f.part)) AS latest,
           list(f.figure ORDER BY f.part) AS inputs
    FROM day d
    JOIN part_figure f USING (whole, series, freq, time_period, transformation, unit_measure)
    WHERE f.valid_from <= d.known_from AND d.known_from < f.until
    GROUP BY ALL
    HAVING count(*) = d.parts
),
-- A plan that was published gives way to what its parts came to, a sum of plans to any figure.
unpublished AS (
    SELECT w.* REPLACE (least(w.known_to, coalesce(
        (SELECT min(o.valid_from) FROM observation o
         WHERE o.series = w.series AND o.territory = w.whole AND o.freq = w.freq AND o.time_period = w.time_period
           AND o.transformation = w.transformation AND o.valid_to IS DISTINCT FROM o.valid_from
           AND (o.obs_status <> 'F' OR w.obs_status = 'F')), w.known_to)) AS known_to)
    FROM whole w
),
changed AS (
    -- The same sum of revised parts is no new vintage.
    SELECT *, (amount, obs_status) IS DISTINCT FROM lag((amount, obs_status)) OVER days OR known_from <> lag(known_to) OVER days AS is_new
    FROM unpublished WHERE known_from < known_to
    WINDOW days AS (PARTITION BY whole, series, freq, time_period, transformation ORDER BY known_from)
),
vintage AS (
    SELECT *, count(*) FILTER (is_new) OVER (
        PARTITION BY whole, series, freq, time_period, transformation ORDER BY known_from) AS n
    FROM changed
)
SELECT * REPLACE (max(known_to) OVER (PARTITION BY whole, series, freq, time_period, transformation, n) AS known_to)
FROM vintage
QUALIFY is_new;

UPDATE observation SET valid_to = greatest(valid_from, c.known_from)
FROM (
    SELECT whole, series, freq, time_period, transformation, min(known_from) AS known_from FROM composed WHERE obs_status <> 'F'
    GROUP BY ALL
) c
WHERE observation.territory = c.whole AND observation.series = c.series AND observation.freq = c.freq
  AND observation.time_period = c.time_period AND observation.transformation = c.transformation AND observation.obs_status = 'F'
  AND known_until(observation.valid_to) > c.known_from;

INSERT INTO observation BY NAME
SELECT series, whole AS ref_area, freq, time_period, period_start, transformation, amount / power(10, unit_mult) AS obs_value,
       unit_measure, unit_mult, obs_status, known_from AS valid_from, open_ended(known_to) AS valid_to, true AS derived, suspect,
       whole AS territory, territory_assumed, latest.source, latest.figure.extract_id, latest.figure.sheet, latest.figure.cell_ref
FROM composed;

INSERT INTO observation_input BY NAME
SELECT series, whole AS ref_area, whole AS territory, time_period, transformation, known_from AS valid_from,
    unnest(inputs, recursive := true)
FROM composed;

DROP TABLE composed;
DROP TABLE part_figure;
