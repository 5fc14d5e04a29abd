-- LOGISTICS.VALUE: Growth of logistics services, percent.
-- Formula: 100 × (LOGISTICS.VALUE / LOGISTICS.VALUE of the year before − 1).
-- Source: the value of logistics services from the Department of Industry and Trade.
-- Definition: Plan 86/KH-UBND, II.1.a(5): “tăng trưởng dịch vụ logistics đạt khoảng 30% - 35%/năm”.

SELECT 'LOGISTICS.VALUE' AS series, 'GY' AS transformation, change AS amount, *
FROM growth('LOGISTICS.VALUE')
