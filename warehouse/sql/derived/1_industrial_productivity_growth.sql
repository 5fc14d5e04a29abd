-- INDUSTRY.PRODUCTIVITY: Growth of labour productivity in industry, percent.
-- Formula: 100 × (INDUSTRY.PRODUCTIVITY / INDUSTRY.PRODUCTIVITY of the year before − 1).
-- Source: value added per worker at constant prices from the Department of Industry and Trade.
-- Definition: Plan 86/KH-UBND, II.1.a(4): “tốc độ tăng năng suất lao động công nghiệp bình quân 13,6%/năm”.

SELECT 'INDUSTRY.PRODUCTIVITY' AS series, 'GY' AS transformation, change AS amount, *
FROM growth('INDUSTRY.PRODUCTIVITY')
