-- LABOUR.TRAINED: Share of trained workers, percent.
-- Formula: 100 × LABOUR.TRAINED_PERSONS / LABOUR.FORCE.
-- Source: both from the Department of Labour, Invalids and Social Affairs.
-- Definition: Plan 86/KH-UBND, II.1.b(13): “Tỷ lệ lao động qua đào tạo đạt 87 - 88%”.

SELECT 'LABOUR.TRAINED' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('LABOUR.TRAINED_PERSONS', 'LABOUR.FORCE')
