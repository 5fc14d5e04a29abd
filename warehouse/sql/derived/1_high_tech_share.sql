-- INDUSTRY.HIGH_TECH_SHARE: Share of high-tech products in the output value of manufacturing, percent.
-- Formula: 100 × INDUSTRY.HIGH_TECH_OUTPUT / INDUSTRY.MANUFACTURING_OUTPUT.
-- Source: both from the Department of Industry and Trade.
-- Definition: Plan 86/KH-UBND, II.1.a(4): “tỷ trọng giá trị sản phẩm công nghiệp công nghệ cao trong công nghiệp chế biến chế tạo đạt
--   từ 47 - 49%”.

SELECT 'INDUSTRY.HIGH_TECH_SHARE' AS series, 'N' AS transformation, 100 * ratio AS amount, *
FROM pair('INDUSTRY.HIGH_TECH_OUTPUT', 'INDUSTRY.MANUFACTURING_OUTPUT')
