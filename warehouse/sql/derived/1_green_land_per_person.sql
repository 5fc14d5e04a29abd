-- URBAN.GREEN_LAND_PER_PERSON: Urban green land per person, m2.
-- Formula: 10,000 × URBAN.GREEN_LAND (ha) / POPULATION.URBAN.
-- Source: green land from the Department of Construction, urban population from the Statistics Office.
-- Definition: Plan 86/KH-UBND, II.1.b(12): “đất cây xanh toàn đô thị 10 - 15m2/người”.

SELECT 'URBAN.GREEN_LAND_PER_PERSON' AS series, 'N' AS transformation, 10000 * ratio AS amount, *
FROM pair('URBAN.GREEN_LAND', 'POPULATION.URBAN')
