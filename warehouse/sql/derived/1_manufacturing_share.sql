-- INDUSTRY.MANUFACTURING_SHARE: Share of manufacturing in GRDP, percent.
-- Formula: 100 × INDUSTRY.MANUFACTURING_VALUE_ADDED / GRDP.CURRENT.
-- Source: both at current prices from the Statistics Office.
-- Definition: Plan 86/KH-UBND, II.1.a(4): “tỷ trọng công nghiệp chế biến, chế tạo trong GRDP đạt 36,4%”.

SELECT 'INDUSTRY.MANUFACTURING_SHARE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('INDUSTRY.MANUFACTURING_VALUE_ADDED', 'GRDP.CURRENT')
