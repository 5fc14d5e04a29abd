-- The yearly value of each indicator on each territory, as known on a day: the annual figure, else December's cumulative one,
-- summed over the indicator's series; one series missing, no value (never zero).

INSERT INTO indicator_figure
WITH component AS (
    SELECT i.indicator, a.ref_area, unnest(i.series) AS series, i.transformation, i.unit_mult
    FROM indicator i JOIN indicator_area a USING (indicator)
)
SELECT c.indicator, c.ref_area, left(o.time_period, 4)::INTEGER, o.series, o.freq, o.time_period,
       o.obs_value * power(10, CASE WHEN c.transformation = 'N' THEN o.unit_mult - c.unit_mult ELSE 0 END),
       o.obs_value, o.unit_mult, o.obs_status, o.derived, o.suspect, o.territory_assumed, o.valid_from, o.valid_to, o.extract_id,
       o.sheet, o.cell_ref
FROM component c
JOIN observation o ON o.series = c.series
    -- A series that is the same in all boundaries has them without a year.
    AND place_of(o.territory, o.ref_area) IN (c.ref_area, area_without_year(c.ref_area))
WHERE ((o.freq = 'A' AND o.transformation = c.transformation)
    OR (o.freq = 'M' AND o.time_period LIKE '%-12' AND o.transformation = CASE c.transformation
            WHEN 'N' THEN 'YTD' WHEN 'GY' THEN 'YTD_GY' END))
  -- It never counted.
  AND o.valid_to IS DISTINCT FROM o.valid_from
ORDER BY ALL;

CREATE MACRO indicator_figure_asof(d) AS TABLE
    SELECT * FROM indicator_figure
    WHERE known_on(valid_from, valid_to, d)
    -- A plan or forecast is no actual: it stands only where nothing else does.
    QUALIFY row_number() OVER (PARTITION BY indicator, ref_area, series, "year" ORDER BY obs_status = 'F', freq) = 1;
COMMENT ON MACRO TABLE indicator_figure_asof IS 'The figures that make the yearly values as known at the end of day d';

CREATE MACRO published_value_asof(d) AS TABLE
SELECT indicator, ref_area, "year", sum(amount ORDER BY f.series) AS "value",
       weakest_status(list(obs_status)) AS obs_status,
       bool_or(suspect) AS suspect, bool_or(territory_assumed) AS territory_assumed
FROM indicator_figure_asof(d) f
JOIN (SELECT indicator, len(series) AS components FROM indicator) i USING (indicator)
GROUP BY indicator, ref_area, "year", components
HAVING count(*) = components;
COMMENT ON MACRO TABLE published_value_asof IS 'The yearly values published by the end of day d: indicator_value_asof without nowcasts';
