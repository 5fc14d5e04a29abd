-- What came, source by source.

SELECT source, state, count(*) AS extracts, sum(observations)::BIGINT AS observations, sum(problems)::BIGINT AS problems,
    max(published_on) AS latest
FROM extract
GROUP BY ALL
ORDER BY ALL
