-- What the formulas in derived/*.sql compute from: the figures of a year and the days on which each was known. A formula
-- yields series, transformation and amount (in the measure itself: VND, not million VND) beside what pair or growth gives.

-- What observation_input says of an input.
CREATE TEMP MACRO input_of(series, ref_area, time_period, obs_value, unit_mult, valid_from, derived, extract_id, sheet, cell_ref) AS
    {'input_series': series, 'input_ref_area': ref_area, 'input_period': time_period, 'input_value': obs_value,
     'input_mult': unit_mult, 'input_from': valid_from, 'input_derived': derived,
     'extract_id': extract_id, 'sheet': sheet, 'cell_ref': cell_ref};

CREATE TEMP TABLE yearly AS
WITH figure AS (
    SELECT o.series, o.ref_area, left(o.time_period, 4)::INTEGER AS "year",
           CASE o.transformation WHEN 'YTD' THEN 'N' WHEN 'YTD_GY' THEN 'GY' ELSE o.transformation END AS transformation,
           o.freq, amount_of(o.obs_value, o.unit_mult) AS amount, o.obs_status, o.suspect,
           o.valid_from AS known_from, known_until(o.valid_to) AS known_to,
           input_of(o.series, o.ref_area, o.time_period, o.obs_value, o.unit_mult, o.valid_from, o.derived, o.extract_id, o.sheet,
               o.cell_ref) AS figure
    FROM observation o JOIN series s USING (series)
    WHERE ((o.freq = 'A' AND o.transformation IN ('N', 'GY'))
        OR (o.freq = 'M' AND o.time_period LIKE '%-12' AND o.transformation IN ('YTD', 'YTD_GY')))
      AND o.unit_measure = CASE WHEN o.transformation IN ('N', 'YTD') THEN s.unit_measure ELSE 'PC' END
)
SELECT * REPLACE (
    -- December's cumulative figure stands until there is an annual one; a plan for the year stands until there is either.
    CASE WHEN obs_status = 'F' THEN least(known_to, coalesce(min(known_from) FILTER (obs_status <> 'F') OVER years, known_to))
         WHEN freq = 'A' THEN known_to
         ELSE least(known_to, coalesce(min(known_from) FILTER (freq = 'A' AND obs_status <> 'F') OVER years, known_to))
    END AS known_to)
FROM figure
WINDOW years AS (PARTITION BY series, ref_area, "year", transformation)
QUALIFY known_from < known_to;

-- Two figures of one year, or of a year and an earlier one, for as long as both were known. ratio is null where the
-- second is not above 0. The cell that a derived figure is traced to first is that of the later input.
CREATE TEMP MACRO pair(first_series, second_series, second_area := NULL, years_before := 0) AS TABLE
    SELECT a.ref_area, a."year", a.amount AS a, b.amount AS b, CASE WHEN b.amount > 0 THEN a.amount / b.amount END AS ratio,
           weakest_status([a.obs_status, b.obs_status]) AS obs_status,
           a.suspect OR b.suspect AS suspect,
           greatest(a.known_from, b.known_from) AS known_from, least(a.known_to, b.known_to) AS known_to,
           CASE WHEN b.known_from > a.known_from THEN b.figure ELSE a.figure END AS latest, [a.figure, b.figure] AS inputs
    FROM yearly a JOIN yearly b
      ON b.series = second_series AND b.ref_area = coalesce(second_area, a.ref_area) AND b."year" = a."year" - years_before
     AND a.transformation = 'N' AND b.transformation = 'N'
     AND greatest(a.known_from, b.known_from) < least(a.known_to, b.known_to)
    WHERE a.series = first_series;

-- A year and the year before, in percent change. Never across a break: the amounts are of different things.
CREATE TEMP MACRO growth(of_series) AS TABLE
    SELECT p.*, 100 * (ratio - 1) AS change
    FROM pair(of_series, of_series, years_before := 1) p
    WHERE NOT EXISTS (
        SELECT 1 FROM series_break k
        WHERE k.series IN ('*', of_series) AND k.ref_area = p.ref_area AND year(k."date") = p."year");
