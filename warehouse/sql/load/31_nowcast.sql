-- Part-way through a year, the year from its months so far. Every call that was ever to be made is made here, each from the
-- vintages of its own day alone, so that the record of past calls is what it would have been.
--
-- Three methods, of which the one with the best record on that series and that month, known by the day, is used:
--   share   the ratio estimator (Cochran, Sampling Techniques, 3rd ed., ch. 6). In the last five earlier years (of ten, at least
--           two) with the same months and the whole year known, the months made up the share sum(months) / sum(years);
--           estimate = months so far / share. Of growth rates: the cumulative rate plus the mean of what the last months added.
--   rest    months so far plus what the remaining months brought last year (of growth rates: what they added last year).
--   growth  last year grown as the months so far have grown on the same months of it (of growth rates: the rate so far).
-- The last two are the usual benchmarks of seasonal forecasting (Hyndman and Athanasopoulos, Forecasting: Principles and Practice,
-- 3rd ed., 5.2). Record: the root mean square of past errors e = ln(year / call), for growth rates year - call, over the last ten
-- earlier years in which each of the methods had a call; without one the first of the three that can be computed.
-- Interval: past errors of the calls as they were made, as the Federal Reserve's (Reifschneider and Tulip, International Journal of
-- Forecasting 35, 2019). Of the last ten earlier years (at least five) the last call with the same last month is held against the
-- year as it was known on the day. 80 %, estimate times exp(+-h), for growth rates estimate +- h, where
-- h = t(n - 1) * sqrt(sum(e^2) / n): errors are measured from 0, so that a bias widens the interval.
-- The same errors of last year's value say whether the record is worth anything.
-- Never across a break without a bridge, from the day it was known: see uncrossed.

-- Vintages of cumulative figures, summed over the indicator's series. Forecasts are no months known.
CREATE TEMP TABLE nowcast_month AS
WITH component AS (
    SELECT indicator, a.ref_area, unnest(series) AS series, len(series) AS components, transformation, unit_mult
    FROM indicator i JOIN indicator_area a USING (indicator)
),
figure AS (
    SELECT c.indicator, c.ref_area, c.components, c.transformation = 'GY' AS is_growth, s.can_fall, o.series,
           left(o.time_period, 4)::INTEGER AS "year", right(o.time_period, 2)::INTEGER AS "month",
           o.obs_value * power(10, CASE WHEN c.transformation = 'N' THEN o.unit_mult - c.unit_mult ELSE 0 END) AS amount,
           o.obs_status, o.valid_from, known_until(o.valid_to) AS until
    FROM component c
    JOIN series s ON s.series = c.series
    JOIN observation o ON o.series = c.series AND place_of(o.territory, o.ref_area) IN (c.ref_area, area_without_year(c.ref_area))
    WHERE o.freq = 'M' AND o.time_period NOT LIKE '%-12'
      AND CASE c.transformation
              WHEN 'N' THEN o.transformation = 'YTD' AND s.aggregation = 'sum'
              WHEN 'GY' THEN o.transformation = 'YTD_GY' END
),
day AS (
    SELECT *, lead(known_from, 1, end_of_time()) OVER (PARTITION BY indicator, ref_area, "year", "month" ORDER BY known_from) AS known_to
    FROM (SELECT DISTINCT indicator, ref_area, "year", "month", valid_from AS known_from FROM figure)
)
SELECT d.*, f.is_growth, bool_or(f.can_fall) AS can_fall, sum(f.amount ORDER BY f.series) AS amount
FROM day d JOIN figure f USING (indicator, ref_area, "year", "month")
WHERE f.valid_from <= d.known_from AND d.known_from < f.until AND f.obs_status <> 'F'
GROUP BY ALL
HAVING count(*) = any_value(f.components);

-- Vintages of yearly values: published_value_asof, all days at once, without forecasts.
CREATE TEMP TABLE nowcast_year AS
WITH day AS (
    SELECT *, lead(known_from, 1, end_of_time()) OVER (PARTITION BY indicator, ref_area, "year" ORDER BY known_from) AS known_to
    FROM (SELECT DISTINCT indicator, ref_area, "year", valid_from AS known_from FROM indicator_figure)
),
figure AS (
    SELECT d.*, f.series, f.amount, f.obs_status
    FROM day d JOIN indicator_figure f USING (indicator, ref_area, "year")
    WHERE known_on(f.valid_from, f.valid_to, d.known_from)
    QUALIFY row_number() OVER (
        PARTITION BY d.indicator, d.ref_area, d."year", d.known_from, f.series ORDER BY f.obs_status = 'F', f.freq) = 1
)
SELECT indicator, ref_area, "year", known_from, known_to, sum(amount ORDER BY f.series) AS amount
FROM figure f JOIN (SELECT indicator, len(series) AS components FROM indicator) USING (indicator)
GROUP BY indicator, ref_area, "year", known_from, known_to, components
HAVING count(*) = components AND bool_and(obs_status <> 'F');

-- Days on which a call may change: from the first months known until the year is known or is two years past.
CREATE TEMP TABLE nowcast_day AS
WITH finished AS (
    SELECT indicator, ref_area, "year", min(known_from) AS known_from FROM nowcast_year GROUP BY ALL
),
unfinished AS (
    SELECT m.indicator, m.ref_area, m."year", min(m.known_from) AS first_day, any_value(f.known_from) AS finished_on
    FROM nowcast_month m LEFT JOIN finished f USING (indicator, ref_area, "year")
    GROUP BY ALL
),
day AS (
    SELECT indicator, ref_area, known_from AS day FROM nowcast_month
    UNION SELECT indicator, ref_area, known_to FROM nowcast_month
    UNION SELECT indicator, ref_area, known_from FROM nowcast_year
    UNION SELECT indicator, ref_area, known_to FROM nowcast_year
    UNION SELECT b.indicator, a.ref_area, b."date" FROM indicator_break b JOIN indicator_area a USING (indicator)
)
SELECT u.indicator, u.ref_area, u."year", d.day, u.finished_on
FROM unfinished u JOIN day d USING (indicator, ref_area)
WHERE d.day >= u.first_day AND d.day < coalesce(u.finished_on, end_of_time()) AND year(d.day) <= u."year" + 1;

-- Pairs of years, and the day from which a break was known to part them. Within the year of a break the months are on one basis
-- and the year on another: it says nothing of any other year, unless the bridge of 1 says that every figure compares like with like.
CREATE TEMP TABLE uncrossed AS
WITH years AS (
    SELECT DISTINCT indicator, "year" FROM nowcast_month UNION SELECT indicator, "year" FROM nowcast_year
)
SELECT later.indicator, later."year", earlier."year" AS earlier, coalesce(min(b."date"), end_of_time()) AS until
FROM years later
JOIN years earlier ON earlier.indicator = later.indicator AND earlier."year" < later."year"
LEFT JOIN indicator_break b
    ON b.indicator = later.indicator AND later."year" >= year(b."date")
   AND earlier."year" < year(b."date") + CASE WHEN strftime(b."date", '%m-%d') = '01-01' THEN 0 ELSE 1 END
   AND NOT coalesce(b.bridge = 1 OR (b.bridge IS NOT NULL AND strftime(b."date", '%m-%d') = '01-01'), false)
GROUP BY ALL;

-- What each method says on each day.
CREATE TEMP TABLE nowcast_call AS
WITH so_far AS (
    SELECT d.indicator, d.ref_area, d."year", d.day, m.is_growth, m.can_fall, max(m."month") AS "month",
           arg_max(m.amount, m."month") AS amount, max(m.amount) AS highest
    FROM nowcast_day d JOIN nowcast_month m USING (indicator, ref_area, "year")
    WHERE m.known_from <= d.day AND d.day < m.known_to
    GROUP BY ALL
    -- Nothing, or less than nothing, cannot be scaled up; a figure below an earlier month's is doubtful.
    HAVING m.is_growth OR (arg_max(m.amount, m."month") > 0 AND (m.can_fall OR arg_max(m.amount, m."month") >= max(m.amount)))
),
earlier AS (
    SELECT n.*, m."year" AS of_year, m.amount AS months, y.amount AS whole
    FROM so_far n
    JOIN uncrossed u ON u.indicator = n.indicator AND u."year" = n."year" AND u.earlier >= n."year" - 10 AND n.day < u.until
    JOIN nowcast_month m ON m.indicator = n.indicator AND m.ref_area = n.ref_area AND m."month" = n."month" AND m."year" = u.earlier
        AND m.known_from <= n.day AND n.day < m.known_to
    JOIN nowcast_year y ON y.indicator = n.indicator AND y.ref_area = n.ref_area AND y."year" = u.earlier
        AND y.known_from <= n.day AND n.day < y.known_to
    -- More in some months than in the year is an error of one of the two.
    WHERE n.is_growth OR n.can_fall OR m.amount <= y.amount
    QUALIFY row_number() OVER (PARTITION BY n.indicator, n.ref_area, n."year", n.day ORDER BY u.earlier DESC) <= 5
),
called AS (
    SELECT indicator, ref_area, "year", day, "month", is_growth, amount AS so_far, 'share' AS method, 1 AS "order",
           count(*)::INTEGER AS years,
           CASE WHEN is_growth THEN amount + sum(whole - months ORDER BY of_year) / count(*)
                WHEN sum(months) > 0 THEN amount * sum(whole ORDER BY of_year) / sum(months ORDER BY of_year) END AS estimate
    FROM earlier
    GROUP BY indicator, ref_area, "year", day, "month", is_growth, amount
    HAVING count(*) >= 2
    UNION ALL
    SELECT indicator, ref_area, "year", day, "month", is_growth, amount, 'rest', 2, 1, amount + whole - months
    FROM earlier WHERE of_year = "year" - 1
    UNION ALL
    SELECT indicator, ref_area, "year", day, "month", is_growth, amount, 'growth', 3, 1,
           CASE WHEN is_growth THEN amount WHEN months > 0 THEN whole * amount / months END
    FROM earlier WHERE of_year = "year" - 1
)
SELECT * FROM called WHERE is_growth OR estimate > 0;

-- The last call of each method with the months to one month.
CREATE TEMP TABLE last_call AS
SELECT * FROM nowcast_call
QUALIFY row_number() OVER (PARTITION BY indicator, ref_area, "year", "month", method ORDER BY day DESC) = 1;

-- What had come of past calls by the day of a new one.
CREATE TEMP TABLE past_call AS
SELECT c.indicator, c.ref_area, c."year", c.day, c.method, p."year" AS past_year, p.day AS past_day, y.amount AS actual,
       CASE WHEN c.is_growth THEN y.amount - p.estimate WHEN y.amount > 0 THEN ln(y.amount / p.estimate) END AS error,
       count(*) OVER (PARTITION BY c.indicator, c.ref_area, c."year", c.day, p."year") AS methods
FROM nowcast_call c
JOIN uncrossed u ON u.indicator = c.indicator AND u."year" = c."year" AND c.day < u.until
JOIN last_call p ON p.indicator = c.indicator AND p.ref_area = c.ref_area AND p."month" = c."month" AND p.method = c.method
    AND p."year" = u.earlier
JOIN nowcast_year y ON y.indicator = c.indicator AND y.ref_area = c.ref_area AND y."year" = u.earlier
    AND y.known_from <= c.day AND c.day < y.known_to;

-- The call that is made.
CREATE TEMP TABLE best_call AS
WITH asked AS (
    SELECT *, count(*) OVER (PARTITION BY indicator, ref_area, "year", day) AS of_methods FROM nowcast_call
),
recorded AS (
    SELECT a.*, p.past_year, p.error
    FROM asked a
    -- Years in which each of today's methods had a call: else they are not to be compared.
    LEFT JOIN past_call p ON p.indicator = a.indicator AND p.ref_area = a.ref_area AND p."year" = a."year" AND p.day = a.day
        AND p.method = a.method AND p.methods = a.of_methods AND p.error IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY a.indicator, a.ref_area, a."year", a.day, a.method ORDER BY p.past_year DESC NULLS LAST) <= 10
)
SELECT indicator, ref_area, "year", day, "month", is_growth, so_far, method, years, estimate
FROM recorded
GROUP BY indicator, ref_area, "year", day, "month", is_growth, so_far, method, "order", years, estimate
QUALIFY row_number() OVER (
    PARTITION BY indicator, ref_area, "year", day
    -- Twelve digits: what is left is the noise of adding.
    ORDER BY round(sqrt(sum(error * error ORDER BY past_year) / count(past_year)), 12) NULLS LAST, "order") = 1;

INSERT INTO nowcast_record
-- Student's t, upper 10 % (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2).
WITH student(dof, t) AS (
    VALUES (4, 1.533), (5, 1.476), (6, 1.440), (7, 1.415), (8, 1.397), (9, 1.383)
),
last_best AS (
    SELECT * FROM best_call
    QUALIFY row_number() OVER (PARTITION BY indicator, ref_area, "year", "month" ORDER BY day DESC) = 1
),
past AS (
    SELECT c.indicator, c.ref_area, c."year", c.day, p."year" AS past_year,
           CASE WHEN c.is_growth THEN y.amount - p.estimate WHEN y.amount > 0 THEN ln(y.amount / p.estimate) END AS error,
           CASE WHEN c.is_growth THEN y.amount - b.amount WHEN y.amount > 0 AND b.amount > 0 THEN ln(y.amount / b.amount) END AS naive
    FROM best_call c
    JOIN uncrossed u ON u.indicator = c.indicator AND u."year" = c."year" AND c.day < u.until
    JOIN last_best p ON p.indicator = c.indicator AND p.ref_area = c.ref_area AND p."month" = c."month" AND p."year" = u.earlier
    JOIN nowcast_year y ON y.indicator = c.indicator AND y.ref_area = c.ref_area AND y."year" = u.earlier
        AND y.known_from <= c.day AND c.day < y.known_to
    LEFT JOIN nowcast_year b ON b.indicator = c.indicator AND b.ref_area = c.ref_area AND b."year" = u.earlier - 1
        AND b.known_from <= c.day AND c.day < b.known_to
    QUALIFY row_number() OVER (PARTITION BY c.indicator, c.ref_area, c."year", c.day ORDER BY u.earlier DESC) <= 10
),
spread AS (
    -- A year that came to nothing has no logarithm; leaving the worst call out would make the interval too narrow.
    SELECT indicator, ref_area, "year", day, count(*)::INTEGER AS calls,
           CASE WHEN count(error) = count(*) THEN sqrt(sum(error * error ORDER BY past_year) / count(*)) END AS spread,
           sum(error * error ORDER BY past_year) FILTER (naive IS NOT NULL AND error IS NOT NULL)
               < sum(naive * naive ORDER BY past_year) FILTER (error IS NOT NULL) AS beats_last_year
    FROM past GROUP BY ALL
),
state AS (
    SELECT d.indicator, d.ref_area, d."year", d.day, d.finished_on, c."month", c.estimate, c.so_far, c.method, c.years,
           coalesce(s.calls, 0) AS calls, s.beats_last_year,
           CASE WHEN c.is_growth THEN c.estimate - t * spread ELSE c.estimate * exp(-t * spread) END AS low,
           CASE WHEN c.is_growth THEN c.estimate + t * spread ELSE c.estimate * exp(t * spread) END AS high,
           c.is_growth
    FROM nowcast_day d
    LEFT JOIN best_call c USING (indicator, ref_area, "year", day)
    LEFT JOIN spread s USING (indicator, ref_area, "year", day)
    LEFT JOIN student ON dof = s.calls - 1
),
changed AS (
    SELECT * FROM state
    QUALIFY ("month", so_far, estimate, low, high) IS DISTINCT FROM
            lag(("month", so_far, estimate, low, high)) OVER (PARTITION BY indicator, ref_area, "year" ORDER BY day)
),
call AS (
    SELECT *, lead(day, 1, finished_on) OVER (PARTITION BY indicator, ref_area, "year" ORDER BY day) AS valid_to FROM changed
)
SELECT c.indicator, c.ref_area, c."year", c.day, c.estimate, c.low, c.high, y.amount, c."month", c.so_far, c.method, c.years, c.calls,
       c.beats_last_year, c.estimate - y.amount,
       CASE WHEN NOT c.is_growth AND y.amount <> 0 THEN 100 * (c.estimate - y.amount) / abs(y.amount) END,
       y.amount BETWEEN c.low AND c.high, c.valid_to
FROM call c
LEFT JOIN nowcast_year y ON y.indicator = c.indicator AND y.ref_area = c.ref_area AND y."year" = c."year" AND y.known_to = end_of_time()
WHERE c.estimate IS NOT NULL
ORDER BY c.indicator, c.ref_area, c."year", c.day;

DROP TABLE best_call;
DROP TABLE past_call;
DROP TABLE last_call;
DROP TABLE nowcast_call;
DROP TABLE uncrossed;
DROP TABLE nowcast_day;
DROP TABLE nowcast_year;
DROP TABLE nowcast_month;

CREATE MACRO indicator_value_asof(d) AS TABLE
WITH nowcast AS (
    SELECT indicator, ref_area, "year", estimate AS "value", 'E' AS obs_status, true AS is_nowcast, low, high, false AS suspect,
        false AS territory_assumed
    FROM nowcast_record
    WHERE known_on(as_of, valid_to, d) AND year(d) <= "year" + 1
)
-- What was planned or forecast for the year gives way to its months.
SELECT indicator, ref_area, "year", "value", obs_status, false AS is_nowcast, NULL::DOUBLE AS low, NULL::DOUBLE AS high, suspect,
    territory_assumed
FROM published_value_asof(d) ANTI JOIN nowcast USING (indicator, ref_area, "year")
UNION ALL
SELECT * FROM nowcast;
COMMENT ON MACRO TABLE indicator_value_asof IS 'indicator_value as known at the end of day d';

INSERT INTO indicator_value
SELECT indicator, ref_area, "year", "value", obs_status, is_nowcast, low, high, suspect, territory_assumed
FROM indicator_value_asof(getvariable('as_of'))
ORDER BY indicator, ref_area, "year";
