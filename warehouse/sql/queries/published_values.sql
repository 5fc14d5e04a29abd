-- The yearly series of every indicator as published.

SELECT indicator, ref_area, "year", "value", obs_status, is_nowcast, low, high, suspect, territory_assumed
FROM indicator_value
ORDER BY ALL
