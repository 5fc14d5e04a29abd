-- The first $most problems of each of the extracts $ids, errors before warnings.

SELECT extract_id, place, found, expected, severity, message_vi, message_en, times FROM problem
WHERE list_contains(string_split($ids, ','), extract_id)
QUALIFY row_number() OVER (PARTITION BY extract_id ORDER BY severity, rowid) <= $most
ORDER BY extract_id, severity, rowid
