-- The extracts that each yearly value of the published file rests on, through all formulas and sums of territories.

WITH RECURSIVE rests_on AS (
    SELECT indicator, "year", series, ref_area AS place, time_period, valid_from, derived, extract_id
    FROM indicator_figure_asof((SELECT as_of FROM publication))
    UNION
    SELECT r.indicator, r."year", i.input_series, place_of(i.input_territory, i.input_ref_area), i.input_period, i.input_from,
           i.input_derived, i.extract_id
    FROM rests_on r
    JOIN observation_input i ON r.derived AND i.series = r.series AND i.time_period = r.time_period AND i.valid_from = r.valid_from
        -- A series that is the same in all boundaries has them without a year.
        AND place_of(i.territory, i.ref_area) IN (r.place, area_without_year(r.place))
)
SELECT DISTINCT indicator, "year", extract_id FROM rests_on ORDER BY ALL
