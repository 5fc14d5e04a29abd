-- FISHERY.AQUACULTURE_SHARE: Share of aquaculture in fishery output, percent.
-- Formula: 100 × FISHERY.AQUACULTURE / FISHERY.OUTPUT.
-- Source: both from the Department of Agriculture and Rural Development; the total as published, else as derived.
-- Definition: Plan 86/KH-UBND, II.1.a(10): “nuôi trồng đạt 40% tổng sản lượng thủy sản”.

SELECT 'FISHERY.AQUACULTURE_SHARE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('FISHERY.AQUACULTURE', 'FISHERY.OUTPUT')
