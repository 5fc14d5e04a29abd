-- URBAN.RATE: Urbanisation rate, percent.
-- Formula: 100 × POPULATION.URBAN / POPULATION.AVERAGE.
-- Source: average populations of the year from the Statistics Office.
-- Definition: Plan 86/KH-UBND, II.1.b(12): “tỷ lệ đô thị hóa 60% - 70%”.

SELECT 'URBAN.RATE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('POPULATION.URBAN', 'POPULATION.AVERAGE')
