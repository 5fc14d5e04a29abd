-- FARMING.CROP_VALUE: Value of crop products per hectare, VND.
-- Formula: FARMING.CROP_OUTPUT / FARMING.CROP_LAND.
-- Source: both from the Department of Agriculture and Rural Development.

SELECT 'FARMING.CROP_VALUE' AS series, 'N' AS transformation, ratio AS amount, *
FROM pair('FARMING.CROP_OUTPUT', 'FARMING.CROP_LAND')
