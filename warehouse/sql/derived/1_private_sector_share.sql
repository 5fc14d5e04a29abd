-- GRDP.PRIVATE_SHARE: Share of the private sector in GRDP, percent.
-- Formula: 100 × GRDP.PRIVATE / GRDP.CURRENT.
-- Source: both at current prices from the Statistics Office.
-- Definition: Plan 86/KH-UBND, II.1.a(11): “tỷ trọng đóng góp của khu vực kinh tế tư nhân vào tổng sản phẩm trên địa bàn (GRDP) đạt
--   khoảng 55% - 56%”.

SELECT 'GRDP.PRIVATE_SHARE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('GRDP.PRIVATE', 'GRDP.CURRENT')
