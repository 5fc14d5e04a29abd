-- HEALTH.BEDS: Hospital beds per 10,000 people, without commune health stations.
-- Formula: 10,000 × HEALTH.BED_COUNT / POPULATION.AVERAGE.
-- Source: beds from the Department of Health, average population of the year from the Statistics Office.

SELECT 'HEALTH.BEDS' AS series, 'N' AS transformation, 10000 * ratio AS amount, *
FROM pair('HEALTH.BED_COUNT', 'POPULATION.AVERAGE')
