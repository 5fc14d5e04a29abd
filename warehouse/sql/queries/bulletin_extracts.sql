-- Extracts known at the end of $day.

SELECT extract_id, source, file_name, published_on, state, observations, problems
FROM extract WHERE published_on <= $day::DATE AND state <> 'withdrawn' ORDER BY published_on, extract_id
