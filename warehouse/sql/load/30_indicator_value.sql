-- The yearly value of each indicator as known on a day: the annual figure, else December's cumulative one, summed
-- over the indicator's series; one series missing, no value (never zero).

INSERT INTO indicator_figure
WITH component AS (
    SELECT indicator, unnest(series) AS series, transformation, ref_area, unit_mult
    FROM indicator
)
SELECT c.indicator, left(o.time_period, 4)::INTEGER, o.series, o.freq, o.time_period,
       o.obs_value * power(10, CASE WHEN c.transformation = 'N' THEN o.unit_mult - c.unit_mult ELSE 0 END),
       o.obs_value, o.unit_mult, o.obs_status, o.derived, o.suspect, o.valid_from, o.valid_to, o.extract_id, o.sheet, o.cell_ref
FROM component c
JOIN observation o ON o.series = c.series AND o.ref_area = c.ref_area
WHERE (o.freq = 'A' AND o.transformation = c.transformation)
   OR (o.freq = 'M' AND o.time_period LIKE '%-12' AND o.transformation = CASE c.transformation
           WHEN 'N' THEN 'YTD' WHEN 'GY' THEN 'YTD_GY' END)
ORDER BY ALL;

CREATE MACRO indicator_figure_asof(d) AS TABLE
    SELECT * FROM indicator_figure
    WHERE known_on(valid_from, valid_to, d)
    -- A plan or forecast is no actual: it stands only where nothing else does.
    QUALIFY row_number() OVER (PARTITION BY indicator, series, "year" ORDER BY obs_status = 'F', freq) = 1;
COMMENT ON MACRO TABLE indicator_figure_asof IS 'The figures that make the yearly values as known at the end of day d';

CREATE MACRO published_value_asof(d) AS TABLE
SELECT indicator, "year", sum(amount ORDER BY f.series) AS "value",
       weakest_status(list(obs_status)) AS obs_status,
       bool_or(suspect) AS suspect
FROM indicator_figure_asof(d) f
JOIN (SELECT indicator, len(series) AS components FROM indicator) i USING (indicator)
GROUP BY indicator, "year", components
HAVING count(*) = components;
COMMENT ON MACRO TABLE published_value_asof IS 'The yearly values published by the end of day d: indicator_value_asof without nowcasts';
