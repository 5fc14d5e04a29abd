-- GRDP.PER_CAPITA_VND: GRDP per capita in VND.
-- Formula: GRDP.CURRENT / POPULATION.AVERAGE.
-- Source: GRDP at current prices and average population of the year from the Statistics Office.
-- Definition: the Statistics Office's “Tổng sản phẩm trên địa bàn bình quân đầu người”: GRDP of the year over its average population.

SELECT 'GRDP.PER_CAPITA_VND' AS series, 'N' AS transformation, ratio AS amount, *
FROM pair('GRDP.CURRENT', 'POPULATION.AVERAGE')
