-- The extract that goes on counting where another of its source was refused: of the same name, else of the same publication day.

SELECT file_name, published_on, received_at, observations FROM extract
WHERE source = $source AND extract_id <> $extract_id AND state IN ('accepted', 'accepted_with_problems') AND observations > 0
  AND (file_name = $file_name OR published_on = $published_on::DATE)
ORDER BY file_name = $file_name DESC, received_at DESC
LIMIT 1
