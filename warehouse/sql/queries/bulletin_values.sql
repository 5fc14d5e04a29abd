-- The yearly values as known at the end of $day.

SELECT indicator, ref_area, "year", "value", obs_status, is_nowcast FROM indicator_value_asof($day::DATE) ORDER BY ALL
