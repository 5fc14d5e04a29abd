-- Extracts of which something was kept out that someone must mend, or that were withdrawn.

SELECT extract_id FROM problem WHERE severity = 'error'
UNION
SELECT extract_id FROM extract WHERE state IN ('rejected', 'withdrawn')
