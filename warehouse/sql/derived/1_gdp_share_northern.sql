-- GRDP.SHARE_NORTHERN: The city's share of the GDP of the northern key economic region, percent.
-- Formula: 100 × GRDP.CURRENT / GDP.NORTHERN_REGION.
-- Source: the GRDP of the region's seven provinces at current prices added up by the Department of Planning and Investment.
-- Definition: Plan 86/KH-UBND, II.1.a(1): “tỷ trọng đóng góp vào GDP vùng kinh tế trọng điểm Bắc Bộ là 23,7%”.

SELECT 'GRDP.SHARE_NORTHERN' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('GRDP.CURRENT', 'GDP.NORTHERN_REGION', second_area := 'VN')
