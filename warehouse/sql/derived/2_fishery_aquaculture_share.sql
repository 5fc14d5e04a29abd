-- FISHERY.AQUACULTURE_SHARE: Share of aquaculture in fishery output, percent.
-- Formula: 100 × FISHERY.AQUACULTURE / FISHERY.OUTPUT.
-- Source: both from the Department of Agriculture and Rural Development; the total as published, else as derived.

SELECT 'FISHERY.AQUACULTURE_SHARE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('FISHERY.AQUACULTURE', 'FISHERY.OUTPUT')
