-- LABOUR.URBAN_UNEMPLOYMENT: Urban unemployment rate, percent.
-- Formula: 100 × LABOUR.URBAN_UNEMPLOYED / LABOUR.URBAN_FORCE.
-- Source: both from the labour force survey of the Statistics Office.
-- Definition: Plan 86/KH-UBND, II.1.b(15): “tỷ lệ thất nghiệp khu vực thành thị dưới 3,5%”.

SELECT 'LABOUR.URBAN_UNEMPLOYMENT' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('LABOUR.URBAN_UNEMPLOYED', 'LABOUR.URBAN_FORCE')
