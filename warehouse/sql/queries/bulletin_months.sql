-- The months of every indicator on each territory as known at the end of $day: single ones, and since January (is_so_far). The first
-- quarter is what came by March, a year's figure what came by December. change: on the same months of the year before, in percent; of
-- amounts alone, never across a break without a bridge, and never where a figure is only assumed to be of its territory.

WITH component AS (
    SELECT indicator, a.ref_area, unnest(series) AS series, len(series) AS components, transformation, unit_mult
    FROM indicator i JOIN indicator_area a USING (indicator)
),
figure AS (
    SELECT c.indicator, c.ref_area, c.components, c.transformation = 'GY' AS is_growth, o.series,
           left(o.time_period, 4)::INTEGER AS "year",
           CASE WHEN o.freq = 'Q' THEN 3 ELSE right(o.time_period, 2)::INTEGER END AS "month",
           o.freq = 'Q' OR o.transformation IN ('YTD', 'YTD_GY') AS is_so_far,
           o.obs_value * power(10, CASE WHEN c.transformation = 'N' THEN o.unit_mult - c.unit_mult ELSE 0 END) AS amount,
           o.obs_status, o.territory_assumed, o.valid_from
    FROM component c
    JOIN series s ON s.series = c.series
    JOIN observation_asof($day::DATE) o
        ON o.series = c.series AND place_of(o.territory, o.ref_area) IN (c.ref_area, area_without_year(c.ref_area))
    WHERE o.obs_status <> 'F'
      AND CASE c.transformation
              WHEN 'N' THEN (o.freq = 'M' AND o.transformation = 'N')
                  OR (s.aggregation = 'sum' AND ((o.freq = 'M' AND o.transformation = 'YTD' AND o.time_period NOT LIKE '%-12')
                      OR (o.freq = 'Q' AND o.transformation = 'N' AND o.time_period LIKE '%-Q1')))
              WHEN 'GY' THEN (o.freq = 'M' AND (o.transformation = 'GY'
                      OR (o.transformation = 'YTD_GY' AND o.time_period NOT LIKE '%-12')))
                  OR (o.freq = 'Q' AND o.transformation = 'GY' AND o.time_period LIKE '%-Q1') END
    QUALIFY row_number() OVER (
        PARTITION BY c.indicator, c.ref_area, o.series, "year", "month", is_so_far ORDER BY o.freq, o.valid_from DESC) = 1
),
known AS (
    SELECT indicator, ref_area, "year", "month", is_so_far, is_growth, sum(amount ORDER BY series) AS "value",
           weakest_status(list(obs_status)) AS obs_status, bool_or(territory_assumed) AS territory_assumed,
           max(valid_from) AS published_on
    FROM figure
    GROUP BY indicator, ref_area, "year", "month", is_so_far, is_growth, components
    HAVING count(*) = components
    UNION ALL
    -- A year that has come to its end closes the months that are known of it, and those of other years.
    SELECT v.indicator, v.ref_area, v."year", 12, true, i.transformation = 'GY', v."value", v.obs_status, v.territory_assumed, NULL
    FROM published_value_asof($day::DATE) v
    JOIN indicator i USING (indicator)
    WHERE v.obs_status <> 'F' AND (v.indicator, v.ref_area) IN (SELECT indicator, ref_area FROM figure WHERE is_so_far)
)
SELECT k.indicator, k.ref_area, k."year", k."month", k.is_so_far, k."value", k.obs_status,
       CASE WHEN NOT k.is_growth AND p."value" > 0 AND NOT k.territory_assumed AND NOT p.territory_assumed AND NOT EXISTS (
                SELECT 1 FROM indicator_break b
                WHERE b.indicator = k.indicator AND b."date" <= $day::DATE AND b.bridge IS DISTINCT FROM 1
                  -- A sum that began before it is of both sides.
                  AND b."date" > make_date(p."year", CASE WHEN p.is_so_far THEN 1 ELSE p."month" END, 1)
                  AND b."date" <= last_day(make_date(k."year", k."month", 1)))
            THEN 100 * (k."value" / p."value" - 1) END AS change,
       k.published_on
FROM known k
LEFT JOIN known p ON p.indicator = k.indicator AND p.ref_area = k.ref_area AND p."year" = k."year" - 1 AND p."month" = k."month"
    AND p.is_so_far = k.is_so_far
ORDER BY k.indicator, k.ref_area, k."year", k."month", k.is_so_far
