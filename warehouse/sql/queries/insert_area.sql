-- An appender takes no lists.
INSERT INTO area VALUES ($1, $2, $3, $4::DATE, $5::DATE, list_filter(string_split($6, '|'), lambda part: part <> ''))
