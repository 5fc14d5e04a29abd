-- INDUSTRY.HIGH_TECH_SHARE: Share of high-tech products in the output value of manufacturing, percent.
-- Formula: 100 × INDUSTRY.HIGH_TECH_OUTPUT / INDUSTRY.MANUFACTURING_OUTPUT.
-- Source: both from the Department of Industry and Trade.

SELECT 'INDUSTRY.HIGH_TECH_SHARE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('INDUSTRY.HIGH_TECH_OUTPUT', 'INDUSTRY.MANUFACTURING_OUTPUT')
