-- What the published file is, and how many seconds old.

SELECT as_of, built_at, extract(epoch FROM now() - built_at)::BIGINT AS age FROM publication
