-- The latest yearly figure of each series of the city, in the series' unit.

SELECT series AS code, left(time_period, 4)::INTEGER AS "year", obs_value * power(10, o.unit_mult - s.unit_mult) AS "value"
FROM observation_current o JOIN series s USING (series)
WHERE freq = 'A' AND transformation = 'N' AND area_without_year(ref_area) = 'VN-HP' AND obs_status <> 'F'
QUALIFY row_number() OVER (PARTITION BY series ORDER BY time_period DESC, territory DESC) = 1
