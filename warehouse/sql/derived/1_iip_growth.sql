-- INDUSTRY.IIP: Growth of the index of industrial production, percent.
-- Formula: 100 × (INDUSTRY.IIP / INDUSTRY.IIP of the year before − 1).
-- Source: the index on a fixed base from the Statistics Office.

SELECT 'INDUSTRY.IIP' AS series, 'GY' AS transformation, change AS amount, *
FROM growth('INDUSTRY.IIP')
