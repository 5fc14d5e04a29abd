-- LOGISTICS.SHARE: Share of logistics services in GRDP, percent.
-- Formula: 100 × LOGISTICS.VALUE_ADDED / GRDP.CURRENT.
-- Source: value added of logistics from the Department of Industry and Trade, GRDP at current prices from the Statistics Office.

SELECT 'LOGISTICS.SHARE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('LOGISTICS.VALUE_ADDED', 'GRDP.CURRENT')
