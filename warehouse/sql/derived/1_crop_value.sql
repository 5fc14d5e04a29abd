-- FARMING.CROP_VALUE: Value of crop products per hectare, VND.
-- Formula: FARMING.CROP_OUTPUT / FARMING.CROP_LAND.
-- Source: both from the Department of Agriculture and Rural Development.
-- Definition: Plan 86/KH-UBND, II.1.a(10): “Giá trị sản phẩm trồng trọt đạt 245 triệu đồng/ha”.

SELECT 'FARMING.CROP_VALUE' AS series, 'N' AS transformation, ratio AS amount, *
FROM pair('FARMING.CROP_OUTPUT', 'FARMING.CROP_LAND')
