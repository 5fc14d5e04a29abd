-- LOGISTICS.SHARE: Share of logistics services in GRDP, percent.
-- Formula: 100 × LOGISTICS.VALUE_ADDED / GRDP.CURRENT.
-- Source: value added of logistics from the Department of Industry and Trade, GRDP at current prices from the Statistics Office.
-- Definition: Plan 86/KH-UBND, II.1.a(5): “tỷ trọng đóng góp vào GRDP của thành phố từ 20% - 25%”.

SELECT 'LOGISTICS.SHARE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('LOGISTICS.VALUE_ADDED', 'GRDP.CURRENT')
