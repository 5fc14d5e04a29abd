-- INDUSTRY.SHARE: Share of industry in GRDP, percent.
-- Formula: 100 × INDUSTRY.VALUE_ADDED / GRDP.CURRENT.
-- Source: both at current prices from the Statistics Office.
-- Definition: Plan 86/KH-UBND, II.1.a(4): “Tỷ trọng công nghiệp trong GRDP đạt 41,9%”.

SELECT 'INDUSTRY.SHARE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('INDUSTRY.VALUE_ADDED', 'GRDP.CURRENT')
