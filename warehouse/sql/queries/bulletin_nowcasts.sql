-- The nowcasts that stand at the end of $day: by which method, and what its record is worth.

SELECT indicator, ref_area, "year", "month", method, past_calls, beats_last_year
FROM nowcast_record
WHERE known_on(as_of, valid_to, $day::DATE) AND year($day::DATE) <= "year" + 1
ORDER BY ALL
