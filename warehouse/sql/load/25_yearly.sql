-- What the formulas in derived/*.sql compute from: the figures of a year and the days on which each was known. A formula
-- yields series, transformation and amount (in the measure itself: VND, not million VND) beside what pair or growth gives.

CREATE TEMP TABLE yearly AS
WITH figure AS (
    SELECT o.series, o.ref_area, place_of(o.territory, o.ref_area) AS place, o.territory_assumed, o.source,
           left(o.time_period, 4)::INTEGER AS "year",
           CASE o.transformation WHEN 'YTD' THEN 'N' WHEN 'YTD_GY' THEN 'GY' ELSE o.transformation END AS transformation,
           o.freq, amount_of(o.obs_value, o.unit_mult) AS amount, o.obs_status, o.suspect,
           o.valid_from AS known_from, known_until(o.valid_to) AS known_to,
           input_of(o.series, o.ref_area, o.territory, o.time_period, o.obs_value, o.unit_mult, o.valid_from, o.derived, o.extract_id,
               o.sheet,
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
WINDOW years AS (PARTITION BY series, place, "year", transformation)
QUALIFY known_from < known_to;

-- Two figures of one year, or of a year and an earlier one, for as long as both were known, and of one territory: none is ever
-- held against another's. A series that is the same in all boundaries goes with each of them. ratio is null where the second is
-- not above 0. The cell that a derived figure is traced to first is that of the later input.
CREATE TEMP MACRO pair(first_series, second_series, second_area := NULL, years_before := 0) AS TABLE
    SELECT CASE WHEN second_area IS NOT NULL OR a.ref_area = b.ref_area THEN a.ref_area
                WHEN contains(a.place, '.') THEN a.place ELSE b.place END AS ref_area,
           CASE WHEN second_area IS NOT NULL OR contains(a.place, '.') THEN a.place ELSE b.place END AS place,
           a."year", a.amount AS a, b.amount AS b, CASE WHEN b.amount > 0 THEN a.amount / b.amount END AS ratio,
           weakest_status([a.obs_status, b.obs_status]) AS obs_status,
           a.suspect OR b.suspect AS suspect, a.territory_assumed OR b.territory_assumed AS territory_assumed,
           b.territory_assumed AS second_assumed,
           greatest(a.known_from, b.known_from) AS known_from, least(a.known_to, b.known_to) AS known_to,
           CASE WHEN b.known_from > a.known_from THEN {'source': b.source, 'figure': b.figure}
                ELSE {'source': a.source, 'figure': a.figure} END AS latest,
           [a.figure, b.figure] AS inputs
    FROM yearly a JOIN yearly b
      ON b.series = second_series AND area_without_year(b.place) = coalesce(second_area, area_without_year(a.place))
     AND (second_area IS NOT NULL OR b.place = a.place OR NOT contains(a.place, '.') OR NOT contains(b.place, '.'))
     AND b."year" = a."year" - years_before
     AND a.transformation = 'N' AND b.transformation = 'N'
     AND greatest(a.known_from, b.known_from) < least(a.known_to, b.known_to)
    WHERE a.series = first_series;

-- A year and the year before, in percent change. Never across a break: the amounts are of different things. Nor from a year before
-- the boundaries that its figure is only assumed to be of: it may be that of the former ones, and the city did not grow by a province.
CREATE TEMP MACRO growth(of_series) AS TABLE
    SELECT p.*, 100 * (ratio - 1) AS change
    FROM pair(of_series, of_series, years_before := 1) p
    WHERE NOT EXISTS (
        SELECT 1 FROM series_break k
        WHERE k.series IN ('*', of_series) AND k.ref_area IN (p.place, area_without_year(p.place)) AND year(k."date") = p."year")
      AND NOT EXISTS (
        SELECT 1 FROM area_version v
        WHERE p.second_assumed AND v.territory = p.place AND v.from_day >= make_date(p."year", 1, 1));
