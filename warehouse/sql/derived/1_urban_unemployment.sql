-- LABOUR.URBAN_UNEMPLOYMENT: Urban unemployment rate, percent.
-- Formula: 100 × LABOUR.URBAN_UNEMPLOYED / LABOUR.URBAN_FORCE.
-- Source: both from the labour force survey of the Statistics Office.

SELECT 'LABOUR.URBAN_UNEMPLOYMENT' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('LABOUR.URBAN_UNEMPLOYED', 'LABOUR.URBAN_FORCE')
