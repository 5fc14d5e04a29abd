-- FISHERY.CAPTURE_SHARE: Share of capture in fishery output, percent.
-- Formula: 100 × FISHERY.CAPTURE / FISHERY.OUTPUT.
-- Source: both from the Department of Agriculture and Rural Development; the total as published, else as derived.
-- Definition: Plan 86/KH-UBND, II.1.a(10): “sản lượng khai thác chiếm 60%”.

SELECT 'FISHERY.CAPTURE_SHARE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('FISHERY.CAPTURE', 'FISHERY.OUTPUT')
