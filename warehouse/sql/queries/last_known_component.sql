-- The latest figure of each series that an indicator sums, in the indicator's unit.

SELECT indicator || ' ' || series AS code, "year", amount AS "value"
FROM indicator_figure WHERE valid_to IS NULL AND obs_status <> 'F'
QUALIFY row_number() OVER (PARTITION BY indicator, series ORDER BY "year" DESC, ref_area DESC, freq) = 1
