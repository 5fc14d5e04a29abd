-- URBAN.DENSITY: Population density of the whole urban area, persons per km2.
-- Formula: POPULATION.URBAN / URBAN.AREA.
-- Source: urban population from the Statistics Office, area from the Department of Construction.

SELECT 'URBAN.DENSITY' AS series, 'N' AS transformation, ratio AS amount, *
FROM pair('POPULATION.URBAN', 'URBAN.AREA')
