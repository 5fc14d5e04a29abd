-- What each publication day changed in the yearly values, for the judge to replay: all days at once. A value that is
-- no longer to be had is a row without a value.

WITH publication_day AS (
    SELECT day, row_number() OVER (ORDER BY day) AS n
    FROM (SELECT valid_from AS day FROM indicator_figure UNION SELECT valid_to FROM indicator_figure WHERE valid_to IS NOT NULL)
),
state AS MATERIALIZED (
    SELECT d.n, d.day, v.indicator, v.ref_area, v."year", v."value", v.obs_status,
           lag(d.n) OVER days AS n_before, lead(d.n) OVER days AS n_after,
           lag(v."value") OVER days AS value_before, lag(v.obs_status) OVER days AS status_before
    FROM publication_day d, LATERAL published_value_asof(d.day) v
    WINDOW days AS (PARTITION BY v.indicator, v.ref_area, v."year" ORDER BY d.n)
),
change AS (
    SELECT day, indicator, ref_area, "year", "value", obs_status FROM state
    WHERE n_before IS DISTINCT FROM n - 1 OR "value" <> value_before OR obs_status <> status_before
    UNION ALL
    SELECT d.day, s.indicator, s.ref_area, s."year", NULL, NULL
    FROM state s JOIN publication_day d ON d.n = s.n + 1
    WHERE s.n_after IS DISTINCT FROM s.n + 1
),
-- Each new vintage beside what was known for that series and year the day before.
vintage AS (
    SELECT *, coalesce(
        last_value(CASE WHEN freq = 'A' AND NOT derived THEN {'amount': amount, 'obs_value': obs_value,
            'unit_mult': unit_mult} END IGNORE NULLS) OVER earlier,
        last_value({'amount': amount, 'obs_value': obs_value, 'unit_mult': unit_mult}) OVER earlier) AS before,
        bool_or(freq = 'A' AND NOT derived AND obs_status <> 'F') OVER (PARTITION BY indicator, ref_area, series, "year"
            ORDER BY valid_from) AS has_annual
    FROM indicator_figure
    -- A plan published after the figure itself never counted.
    WHERE valid_to IS DISTINCT FROM valid_from
    WINDOW earlier AS (
        PARTITION BY indicator, ref_area, series, "year" ORDER BY valid_from
        RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING)
),
-- The one that made the change: of several series that which changed most.
figure AS (
    SELECT *, before.obs_value * power(10, before.unit_mult - unit_mult) AS old_value
    FROM vintage
    -- December's figure does not count where an annual one is known.
    WHERE (freq = 'A' AND obs_status <> 'F') OR NOT has_annual
    QUALIFY row_number() OVER (PARTITION BY indicator, ref_area, "year", valid_from
                               ORDER BY abs(amount - coalesce(before.amount, 0)) DESC, series) = 1
)
SELECT c.day, c.indicator, c.ref_area, c."year", c."value", c.obs_status,
       f.series, f.time_period, f.old_value, f.obs_value, f.extract_id, e.file_name, f.sheet, f.cell_ref
FROM change c
LEFT JOIN figure f ON f.valid_from = c.day AND f.indicator = c.indicator AND f.ref_area = c.ref_area AND f."year" = c."year"
    AND c."value" IS NOT NULL
LEFT JOIN extract e USING (extract_id)
ORDER BY c.day, c.indicator, c.ref_area, c."year"
