-- What the figures of each indicator were worth, as known at the end of $day: how many there are, how many were revised and by how
-- much (from the first to the latest vintage), and how many days after its year a yearly figure came.

WITH per_figure AS (
    SELECT indicator, ref_area, "year", series, time_period, freq,
           min(valid_from) AS first_on, arg_min(amount, valid_from) AS first_amount, arg_max(amount, valid_from) AS last_amount,
           count(DISTINCT amount) AS amounts
    FROM indicator_figure
    WHERE valid_from <= $day::DATE AND valid_to IS DISTINCT FROM valid_from AND NOT derived
    GROUP BY ALL)
SELECT indicator, count(*) AS figures, count(*) FILTER (amounts > 1) AS revised,
       avg(100 * abs(last_amount / first_amount - 1)) FILTER (amounts > 1 AND first_amount <> 0) AS revision_percent,
       median(date_diff('day', make_date("year", 12, 31), first_on)) FILTER (freq = 'A') AS days_after_year
FROM per_figure
GROUP BY indicator
ORDER BY indicator
