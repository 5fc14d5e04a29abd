-- The latest value of each indicator.

SELECT indicator AS code, max("year") AS "year", arg_max("value", "year") AS "value"
FROM indicator_value
WHERE NOT is_nowcast AND obs_status <> 'F'
GROUP BY indicator
