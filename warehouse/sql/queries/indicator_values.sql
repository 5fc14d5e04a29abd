-- The yearly series of every indicator on each territory as known at the end of $day.

SELECT indicator, ref_area, "year", "value", obs_status, is_nowcast, low, high, suspect, territory_assumed
FROM indicator_value_asof($day::DATE)
ORDER BY ALL
