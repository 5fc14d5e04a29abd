-- SOCIAL.POVERTY: Share of poor households by the national standard, percent.
-- Formula: 100 × SOCIAL.POOR_HOUSEHOLDS / SOCIAL.HOUSEHOLDS.
-- Source: both from the yearly review of poor households by the Department of Labour, Invalids and Social Affairs.
-- Definition: Plan 86/KH-UBND, II.1.b(15): “Tỷ lệ hộ nghèo (theo chuẩn quốc gia giai đoạn 2021 - 2025) dưới 0,2%”.

SELECT 'SOCIAL.POVERTY' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('SOCIAL.POOR_HOUSEHOLDS', 'SOCIAL.HOUSEHOLDS')
