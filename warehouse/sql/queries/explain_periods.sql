-- The latest periods of which figures of $series were known at the end of $day.

SELECT DISTINCT time_period, place_of(territory, ref_area) AS ref_area
FROM observation_asof($day::DATE)
WHERE series = $series
ORDER BY time_period DESC, ref_area
LIMIT 8
