-- GRDP.SHARE_NATIONAL: The city's share of the national GDP, percent.
-- Formula: 100 × GRDP.CURRENT / GDP.CURRENT (all of Viet Nam).
-- Source: GRDP from the Statistics Office, GDP from the General Statistics Office, both at current prices.

SELECT 'GRDP.SHARE_NATIONAL' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('GRDP.CURRENT', 'GDP.CURRENT', second_area := 'VN')
