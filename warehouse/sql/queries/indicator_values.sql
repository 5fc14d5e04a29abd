-- The yearly series of every indicator as known at the end of $day.

SELECT indicator, "year", "value", obs_status, is_nowcast, low, high, suspect
FROM indicator_value_asof($day::DATE)
ORDER BY ALL
