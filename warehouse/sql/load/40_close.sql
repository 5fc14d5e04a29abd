-- Problems found while loading belong to the extract's account too.

UPDATE extract SET problems = counted.n,
                   state = CASE WHEN extract.state = 'accepted' THEN 'accepted_with_problems' ELSE extract.state END
FROM (SELECT extract_id, sum(times)::BIGINT AS n FROM problem GROUP BY extract_id) AS counted
WHERE counted.extract_id = extract.extract_id;
