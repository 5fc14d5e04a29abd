-- The series that have figures known at the end of $day (now, where it is null), and how many; of those in $series, parted by |, or of all.

SELECT o.series, any_value(s.name_vi) AS name_vi, any_value(s.name_en) AS name_en, count(*) AS figures
FROM observation_asof(coalesce($day::DATE, end_of_time() - 1)) o
LEFT JOIN series s ON s.series = o.series
WHERE $series IS NULL OR list_contains(string_split($series, '|'), o.series)
GROUP BY o.series
ORDER BY o.series
