-- GRDP.VOLUME: GRDP growth, percent.
-- Formula: 100 × (GRDP.VOLUME / GRDP.VOLUME of the year before − 1).
-- Source: GRDP at constant prices from the Statistics Office.
-- Definition: Plan 86/KH-UBND, II.1.a(1): “Tăng trưởng GRDP bình quân giai đoạn 2019 - 2025 tối thiểu là 16%”.

SELECT 'GRDP.VOLUME' AS series, 'GY' AS transformation, change AS amount, *
FROM growth('GRDP.VOLUME')
