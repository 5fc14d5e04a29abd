-- LABOUR.CERTIFIED: Share of workers trained with a certificate, percent.
-- Formula: 100 × LABOUR.CERTIFIED_PERSONS / LABOUR.FORCE.
-- Source: both from the Department of Labour, Invalids and Social Affairs.
-- Definition: Plan 86/KH-UBND, II.1.b(13): “trong đó đào tạo có chứng chỉ 40%”.

SELECT 'LABOUR.CERTIFIED' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('LABOUR.CERTIFIED_PERSONS', 'LABOUR.FORCE')
