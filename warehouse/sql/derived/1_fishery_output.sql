-- FISHERY.OUTPUT: Fishery output: capture and aquaculture together.
-- Formula: FISHERY.CAPTURE + FISHERY.AQUACULTURE.
-- Source: both from the Department of Agriculture and Rural Development.
-- Definition: Plan 86/KH-UBND, II.1.a(10): “Tổng sản lượng thủy sản đạt trên 200 nghìn tấn”.

SELECT 'FISHERY.OUTPUT' AS series, 'N' AS transformation, a + b AS amount, *
FROM pair('FISHERY.CAPTURE', 'FISHERY.AQUACULTURE')
