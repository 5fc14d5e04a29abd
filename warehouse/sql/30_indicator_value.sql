-- The yearly value of each indicator as known on a day: the annual figure, else December's cumulative one, summed
-- over the indicator's series; one series missing, no value (never zero).

CREATE MACRO indicator_value_asof(d) AS TABLE
WITH component AS (
    SELECT indicator, unnest(series) AS series, len(series) AS components, transformation, ref_area, unit_mult
    FROM indicator
),
figure AS (
    SELECT c.indicator, c.components, left(o.time_period, 4)::INTEGER AS "year", o.series,
           o.obs_value * power(10, CASE WHEN c.transformation = 'N' THEN o.unit_mult - c.unit_mult ELSE 0 END) AS amount,
           o.obs_status
    FROM component c
    JOIN observation_asof(d) o ON o.series = c.series AND o.ref_area = c.ref_area
    WHERE (o.freq = 'A' AND o.transformation = c.transformation)
       OR (o.freq = 'M' AND o.time_period LIKE '%-12' AND o.transformation = CASE c.transformation
               WHEN 'N' THEN 'YTD' WHEN 'GY' THEN 'YTD_GY' END)
    QUALIFY row_number() OVER (PARTITION BY c.indicator, o.series, "year" ORDER BY o.freq) = 1
)
SELECT indicator, "year", sum(amount) AS "value",
       CASE max(CASE obs_status WHEN 'A' THEN 0 WHEN 'P' THEN 1 WHEN 'E' THEN 2 ELSE 3 END)
           WHEN 0 THEN 'A' WHEN 1 THEN 'P' WHEN 2 THEN 'E' ELSE 'F' END AS obs_status,
       false AS is_nowcast, NULL::DOUBLE AS low, NULL::DOUBLE AS high
FROM figure
GROUP BY indicator, "year", components
HAVING count(*) = components;
COMMENT ON MACRO TABLE indicator_value_asof IS 'indicator_value as known at the end of day d';

INSERT INTO indicator_value
SELECT indicator, "year", "value", obs_status, is_nowcast, low, high
FROM indicator_value_asof(getvariable('as_of'))
ORDER BY indicator, "year";
