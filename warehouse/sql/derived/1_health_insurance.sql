-- HEALTH.INSURANCE: Share of the population with health insurance, percent.
-- Formula: 100 × HEALTH.INSURED / POPULATION.AVERAGE.
-- Source: the insured from the Department of Health, average population of the year from the Statistics Office.
-- Definition: Plan 86/KH-UBND, II.1.b(15): “Tỷ lệ dân số tham gia bảo hiểm y tế đạt 95%”.

SELECT 'HEALTH.INSURANCE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('HEALTH.INSURED', 'POPULATION.AVERAGE')
