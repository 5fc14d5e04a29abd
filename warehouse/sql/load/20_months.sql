-- Single months from cumulative figures (YTD to N), for each interval in which both cumulative figures were known:
-- month = cumulative to the month - cumulative to the month before. One that is lower than the month before yields nothing;
-- a plan is no figure to subtract.

CREATE TEMP TABLE cumulative AS
SELECT o.*, place_of(o.territory, o.ref_area) AS place, s.can_fall,
       left(o.time_period, 4)::INTEGER AS "year", right(o.time_period, 2)::INTEGER AS "month",
       amount_of(o.obs_value, o.unit_mult) AS amount,
       known_until(o.valid_to) AS until
FROM observation o JOIN series s USING (series)
WHERE o.transformation = 'YTD' AND o.freq = 'M' AND s.aggregation = 'sum' AND o.obs_status <> 'F';

-- One row for each pair of neighbouring vintages of neighbouring months; January stands alone.
CREATE TEMP TABLE step AS
SELECT c.*, 0.0::DOUBLE AS before, c.ref_area AS before_area, false AS before_assumed, NULL AS before_ref,
    NULL::VARCHAR AS before_period, NULL::DATE AS before_from,
    NULL::VARCHAR AS before_extract, c.valid_from AS known_from, c.until AS known_to
FROM cumulative c WHERE c."month" = 1
UNION ALL BY NAME
SELECT c.*, p.amount AS before, p.ref_area AS before_area, p.territory_assumed AS before_assumed, p.cell_ref AS before_ref,
    p.time_period AS before_period, p.valid_from AS before_from,
    p.extract_id AS before_extract,
       greatest(c.valid_from, p.valid_from) AS known_from, least(c.until, p.until) AS known_to
FROM cumulative c
JOIN cumulative p USING (series, place, "year", unit_measure)
WHERE c."month" = p."month" + 1 AND greatest(c.valid_from, p.valid_from) < least(c.until, p.until);

-- Months published in their own right, or composed of such.
CREATE TEMP TABLE published_month AS
SELECT o.*, place_of(o.territory, o.ref_area) AS place, amount_of(o.obs_value, o.unit_mult) AS amount, known_until(o.valid_to) AS until
FROM observation o
WHERE o.transformation = 'N' AND o.freq = 'M' AND o.obs_status <> 'F'
  AND (o.series, place_of(o.territory, o.ref_area)) IN (SELECT series, place FROM cumulative);

INSERT INTO observation BY NAME
WITH month AS (
    SELECT s.*,
           -- From the day a month is published in its own right nothing is derived.
           least(s.known_to, coalesce((
               SELECT min(m.valid_from) FROM published_month m
               WHERE m.series = s.series AND m.place = s.place AND m.time_period = s.time_period), s.known_to)) AS known_until
    FROM step s
    WHERE s.can_fall
       OR (s.amount >= s.before AND NOT EXISTS (
           -- Nor can the month after a contradictory figure be told.
           SELECT 1 FROM step f
           WHERE f.series = s.series AND f.place = s.place AND f.time_period = s.before_period AND f.amount < f.before
             AND f.known_from < s.known_to AND s.known_from < f.known_to))
)
SELECT series, CASE WHEN before_area = ref_area THEN ref_area ELSE place END AS ref_area, 'M' AS freq,
       time_period, (time_period || '-01')::DATE AS period_start, 'N' AS transformation,
       (amount - before) / power(10, unit_mult) AS obs_value, unit_measure, unit_mult, obs_status,
       known_from AS valid_from, open_ended(known_until) AS valid_to,
       true AS derived, false AS suspect, territory, territory_assumed OR before_assumed AS territory_assumed, source, extract_id, sheet,
       cell_ref
FROM month
WHERE known_from < known_until;

-- The plan for a month gives way to what was derived of it, as to a published figure.
UPDATE observation SET valid_to = greatest(observation.valid_from, derived_from)
FROM (
    SELECT series, place_of(territory, ref_area) AS place, time_period, min(valid_from) AS derived_from FROM observation
    WHERE derived AND freq = 'M' AND transformation = 'N'
    GROUP BY ALL
) d
WHERE observation.series = d.series AND place_of(observation.territory, observation.ref_area) = d.place
  AND observation.time_period = d.time_period
  AND observation.freq = 'M' AND observation.transformation = 'N' AND observation.obs_status = 'F' AND NOT observation.derived
  AND known_until(observation.valid_to) > derived_from;
