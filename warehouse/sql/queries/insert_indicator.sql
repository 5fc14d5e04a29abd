-- An appender takes no lists.
INSERT INTO indicator VALUES ($1, $2, $3, $4, $5, $6, string_split($7, '|'), $8, $9, $10, $11, $12, $13, $14, $15)
