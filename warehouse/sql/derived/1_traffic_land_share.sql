-- URBAN.TRAFFIC_LAND_SHARE: Share of traffic land in urban construction land, percent.
-- Formula: 100 × URBAN.TRAFFIC_LAND / URBAN.CONSTRUCTION_LAND.
-- Source: both from the Department of Construction.
-- Definition: Plan 86/KH-UBND, II.1.b(12): “tỷ lệ quỹ đất giao thông đô thị so với đất xây dựng đô thị 16% - 24%”.

SELECT 'URBAN.TRAFFIC_LAND_SHARE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('URBAN.TRAFFIC_LAND', 'URBAN.CONSTRUCTION_LAND')
