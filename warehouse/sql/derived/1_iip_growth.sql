-- INDUSTRY.IIP: Growth of the index of industrial production, percent.
-- Formula: 100 × (INDUSTRY.IIP / INDUSTRY.IIP of the year before − 1).
-- Source: the index on a fixed base from the Statistics Office.
-- Definition: Plan 86/KH-UBND, II.1.a(4): “chỉ số sản xuất công nghiệp (IIP) giai đoạn 2021 - 2025 tăng bình quân trên 23%/năm”.

SELECT 'INDUSTRY.IIP' AS series, 'GY' AS transformation, change AS amount, *
FROM growth('INDUSTRY.IIP')
