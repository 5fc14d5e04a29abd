-- GRDP.PER_CAPITA: GRDP per capita in USD.
-- Formula: GRDP.PER_CAPITA_VND / EXCHANGE.VND_USD (the year's average rate, all of Viet Nam).
-- Source: GRDP per capita as published, else as derived; the rate from the State Bank of Viet Nam, as the Statistics Office states it.
-- Definition: Plan 86/KH-UBND, II.1.a(1): “GRDP bình quân/người đạt 14.740 USD”.

SELECT 'GRDP.PER_CAPITA' AS series, 'N' AS transformation, ratio AS amount, *
FROM pair('GRDP.PER_CAPITA_VND', 'EXCHANGE.VND_USD', second_area := 'VN')
