-- HEALTH.INSURANCE: Share of the population with health insurance, percent.
-- Formula: 100 × HEALTH.INSURED / POPULATION.AVERAGE.
-- Source: the insured from the Department of Health, average population of the year from the Statistics Office.

SELECT 'HEALTH.INSURANCE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('HEALTH.INSURED', 'POPULATION.AVERAGE')
