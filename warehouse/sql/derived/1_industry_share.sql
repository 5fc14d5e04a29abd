-- INDUSTRY.SHARE: Share of industry in GRDP, percent.
-- Formula: 100 × INDUSTRY.VALUE_ADDED / GRDP.CURRENT.
-- Source: both at current prices from the Statistics Office.

SELECT 'INDUSTRY.SHARE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('INDUSTRY.VALUE_ADDED', 'GRDP.CURRENT')
