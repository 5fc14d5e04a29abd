-- The yearly series of every indicator as published.

SELECT indicator, "year", "value", obs_status, is_nowcast, low, high, suspect
FROM indicator_value
ORDER BY ALL
