-- INDUSTRY.PRODUCTIVITY: Growth of labour productivity in industry, percent.
-- Formula: 100 × (INDUSTRY.PRODUCTIVITY / INDUSTRY.PRODUCTIVITY of the year before − 1).
-- Source: value added per worker at constant prices from the Department of Industry and Trade.

SELECT 'INDUSTRY.PRODUCTIVITY' AS series, 'GY' AS transformation, change AS amount, *
FROM growth('INDUSTRY.PRODUCTIVITY')
