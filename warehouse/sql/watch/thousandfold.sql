-- A thousandfold: neighbouring units (nghìn, triệu, tỷ) are a thousand apart, so a slip of the unit is off by a power of
-- a thousand, within half an order of magnitude. Where the earlier figures themselves differ more than thirtyfold
-- (foreign investment of one city) they say nothing. Three are needed, or the vintage before where there are none.
-- A count of single things below a thousand (41 arrivals by sea in 2020) is what it is: nobody counts in thousandths.

WITH compared AS (
    SELECT f.series, f.ref_area, f.freq, f.time_period, f.transformation, f.valid_from, f.obs_value, f.unit_mult,
           coalesce(h.usual, abs(p.amount) / power(10, f.unit_mult)) AS usual,
           coalesce(h.evidence, p.time_period || ' = ' || p.amount / power(10, f.unit_mult) || ' (' || p.valid_from || ')') AS evidence
    FROM level f
    LEFT JOIN history h ON h.series = f.series AND h.ref_area = f.ref_area AND h.freq = f.freq AND h.time_period = f.time_period
        AND h.transformation = f.transformation AND h.valid_from = f.valid_from AND h.highest <= 30 * h.lowest
    LEFT JOIN level p ON p.series = f.series AND p.ref_area = f.ref_area AND p.freq = f.freq AND p.time_period = f.time_period
        AND p.transformation = f.transformation AND p.valid_to = f.valid_from
)
SELECT series, ref_area, freq, time_period, transformation, valid_from,
       series || ' ' || time_period || ' = ' || obs_value AS found, evidence AS expected,
       'Số liệu lệch khoảng một nghìn lần (hoặc một triệu lần) so với các kỳ trước: có thể nhầm đơn vị tính.' AS message_vi,
       'The figure is about a thousand (or a million) times off what was known: perhaps the unit is mistaken.' AS message_en
FROM compared
WHERE abs(log10(abs(obs_value) / usual)) >= 2.5
  AND abs(abs(log10(abs(obs_value) / usual)) - 3 * round(abs(log10(abs(obs_value) / usual)) / 3)) <= 0.5
  AND NOT (unit_mult = 0 AND abs(obs_value) < 1000 AND obs_value = round(obs_value))
