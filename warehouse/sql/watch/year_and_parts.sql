-- A year and all its halves, quarters or months, in one extract: they add up within half a percent (rounding).

WITH whole AS (
    SELECT o.*
    FROM observation o JOIN series s USING (series)
    WHERE o.freq = 'A' AND o.transformation = 'N' AND s.aggregation = 'sum' AND o.obs_status <> 'F'
),
parts AS (
    SELECT w.series, w.ref_area, w.time_period, w.valid_from, p.freq, sum(p.obs_value * power(10, p.unit_mult - w.unit_mult)) AS total,
           any_value(w.obs_value) AS obs_value, string_agg(p.time_period || ' = ' || p.obs_value, ' + ' ORDER BY p.time_period) AS evidence
    FROM whole w JOIN observation p
      ON p.series = w.series AND p.ref_area = w.ref_area AND p.transformation = 'N' AND p.freq <> 'A' AND NOT p.derived
     AND left(p.time_period, 4) = w.time_period AND p.extract_id = w.extract_id AND p.valid_from = w.valid_from
         AND p.unit_measure = w.unit_measure
    WHERE p.obs_status <> 'F'
    GROUP BY w.series, w.ref_area, w.time_period, w.valid_from, p.freq
    HAVING count(*) = CASE p.freq WHEN 'S' THEN 2 WHEN 'Q' THEN 4 ELSE 12 END
)
SELECT series, ref_area, 'A' AS freq, time_period, 'N' AS transformation, valid_from,
       series || ' ' || time_period || ' = ' || obs_value AS found, total || ' (' || evidence || ')' AS expected,
       'Số cả năm không bằng tổng các kỳ trong năm.' AS message_vi, 'The year''s figure is not the sum of its parts.' AS message_en
FROM parts
WHERE abs(obs_value - total) > 0.005 * greatest(abs(obs_value), abs(total))
