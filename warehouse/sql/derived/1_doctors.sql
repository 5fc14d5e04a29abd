-- HEALTH.DOCTORS: Doctors per 10,000 people.
-- Formula: 10,000 × HEALTH.DOCTOR_COUNT / POPULATION.AVERAGE.
-- Source: doctors from the Department of Health, average population of the year from the Statistics Office.
-- Definition: Plan 86/KH-UBND, II.1.b(15): “số bác sỹ trên 1 vạn dân đạt 16 bác sỹ”.

SELECT 'HEALTH.DOCTORS' AS series, 'N' AS transformation, 10000 * ratio AS amount, *
FROM pair('HEALTH.DOCTOR_COUNT', 'POPULATION.AVERAGE')
