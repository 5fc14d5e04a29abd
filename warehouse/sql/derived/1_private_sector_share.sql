-- GRDP.PRIVATE_SHARE: Share of the private sector in GRDP, percent.
-- Formula: 100 × GRDP.PRIVATE / GRDP.CURRENT.
-- Source: both at current prices from the Statistics Office.

SELECT 'GRDP.PRIVATE_SHARE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('GRDP.PRIVATE', 'GRDP.CURRENT')
