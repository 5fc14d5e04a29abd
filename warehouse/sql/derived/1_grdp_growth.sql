-- GRDP.VOLUME: GRDP growth, percent.
-- Formula: 100 × (GRDP.VOLUME / GRDP.VOLUME of the year before − 1).
-- Source: GRDP at constant prices from the Statistics Office.

SELECT 'GRDP.VOLUME' AS series, 'GY' AS transformation, change AS amount, *
FROM growth('GRDP.VOLUME')
