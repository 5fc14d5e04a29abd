-- URBAN.RATE: Urbanisation rate, percent.
-- Formula: 100 × POPULATION.URBAN / POPULATION.AVERAGE.
-- Source: average populations of the year from the Statistics Office.

SELECT 'URBAN.RATE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('POPULATION.URBAN', 'POPULATION.AVERAGE')
