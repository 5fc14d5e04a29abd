-- URBAN.DENSITY: Population density, persons per km2.
-- Formula: POPULATION.AVERAGE / AREA.TOTAL, of the whole city, rural districts included; by URBAN.AREA where AREA.TOTAL is not known.
-- Source: both from the Statistics Office, which defines and prints density so (Circular 02/2011/TT-BKHĐT, indicator 0203 Mật độ dân số).
-- The Plan says "toàn đô thị", which can be read as the urban part alone: no office publishes the density of that.

SELECT 'URBAN.DENSITY' AS series, 'N' AS transformation, ratio AS amount, *
FROM (
    SELECT *, 1 AS choice FROM pair('POPULATION.AVERAGE', 'AREA.TOTAL')
    UNION ALL
    SELECT *, 2 AS choice FROM pair('POPULATION.AVERAGE', 'URBAN.AREA')
)
QUALIFY choice = min(choice) OVER (PARTITION BY place, "year")
