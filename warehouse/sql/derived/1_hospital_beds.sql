-- HEALTH.BEDS: Hospital beds per 10,000 people, without commune health stations.
-- Formula: 10,000 × HEALTH.BED_COUNT / POPULATION.AVERAGE.
-- Source: beds from the Department of Health, average population of the year from the Statistics Office.
-- Definition: Plan 86/KH-UBND, II.1.b(15): “Số giường bệnh trên 1 vạn dân (không tính giường của trạm y tế xã) đạt 43 giường”.

SELECT 'HEALTH.BEDS' AS series, 'N' AS transformation, 10000 * ratio AS amount, *
FROM pair('HEALTH.BED_COUNT', 'POPULATION.AVERAGE')
