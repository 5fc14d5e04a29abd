-- LABOUR.CERTIFIED: Share of workers trained with a certificate, percent.
-- Formula: 100 × LABOUR.CERTIFIED_PERSONS / LABOUR.FORCE.
-- Source: both from the Department of Labour, Invalids and Social Affairs.

SELECT 'LABOUR.CERTIFIED' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('LABOUR.CERTIFIED_PERSONS', 'LABOUR.FORCE')
