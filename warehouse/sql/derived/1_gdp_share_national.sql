-- GRDP.SHARE_NATIONAL: The city's share of the national GDP, percent.
-- Formula: 100 × GRDP.CURRENT / GDP.CURRENT (all of Viet Nam).
-- Source: GRDP from the Statistics Office, GDP from the General Statistics Office, both at current prices.
-- Definition: Plan 86/KH-UBND, II.1.a(1): “Tỷ trọng đóng góp vào tổng sản phẩm (GDP) cả nước đạt khoảng 6,4%”.

SELECT 'GRDP.SHARE_NATIONAL' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('GRDP.CURRENT', 'GDP.CURRENT', second_area := 'VN')
