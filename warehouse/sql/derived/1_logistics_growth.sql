-- LOGISTICS.VALUE: Growth of logistics services, percent.
-- Formula: 100 × (LOGISTICS.VALUE / LOGISTICS.VALUE of the year before − 1).
-- Source: the value of logistics services from the Department of Industry and Trade.

SELECT 'LOGISTICS.VALUE' AS series, 'GY' AS transformation, change AS amount, *
FROM growth('LOGISTICS.VALUE')
