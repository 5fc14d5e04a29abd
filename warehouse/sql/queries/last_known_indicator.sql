-- The latest value of each indicator, of today's territory where two have one.

SELECT indicator AS code, "year", "value"
FROM indicator_value
WHERE NOT is_nowcast AND obs_status <> 'F'
QUALIFY row_number() OVER (PARTITION BY indicator ORDER BY "year" DESC, ref_area DESC) = 1
