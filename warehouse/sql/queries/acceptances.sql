-- How the extracts $ids were taken, when everything that is wrong with them is counted: reading and loading.

SELECT e.extract_id, e.state, e.problems,
    (SELECT coalesce(sum(p.times), 0)::BIGINT FROM problem p WHERE p.extract_id = e.extract_id AND severity = 'error') AS errors
FROM extract e
WHERE list_contains(string_split($ids, ','), e.extract_id)
