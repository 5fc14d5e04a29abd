-- INDUSTRY.MANUFACTURING_SHARE: Share of manufacturing in GRDP, percent.
-- Formula: 100 × INDUSTRY.MANUFACTURING_VALUE_ADDED / GRDP.CURRENT.
-- Source: both at current prices from the Statistics Office.

SELECT 'INDUSTRY.MANUFACTURING_SHARE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('INDUSTRY.MANUFACTURING_VALUE_ADDED', 'GRDP.CURRENT')
