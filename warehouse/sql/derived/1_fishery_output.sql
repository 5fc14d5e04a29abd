-- FISHERY.OUTPUT: Fishery output: capture and aquaculture together.
-- Formula: FISHERY.CAPTURE + FISHERY.AQUACULTURE.
-- Source: both from the Department of Agriculture and Rural Development.

SELECT 'FISHERY.OUTPUT' AS series, 'N' AS transformation, a + b AS amount, *
FROM pair('FISHERY.CAPTURE', 'FISHERY.AQUACULTURE')
