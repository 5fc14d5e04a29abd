-- A moved header: the figure under it is at least fourfold off the usual, and what stands in the column where it used to
-- be is within threefold. A header that took its figures along is no matter, nor is one that swapped them with another.

SELECT h.series, h.ref_area, h.freq, h.time_period, h.transformation, h.valid_from,
       h.series || ' ' || h.time_period || ' = ' || h.obs_value || ' · ' || c.cell_ref || ' = ' || c."value" || ' (' || c.column_path
           || ')' AS found,
       h.series || ' ≈ ' || h.usual || ' (' || h.old_column || ')' AS expected,
       'Tiêu đề cột có thể đã bị dời sang cột khác: số trong cột cũ mới gần với các kỳ trước.' AS message_vi,
       'The header may have been moved to another column: it is the figure in its former column that is close to what was known.'
           AS message_en
FROM history h
JOIN cell c ON c.extract_id = h.extract_id AND c.sheet = h.sheet AND c.cell_ref = h.old_column || h."row"
ANTI JOIN finding f ON f.series = h.series AND f.ref_area = h.ref_area AND f.freq = h.freq AND f.time_period = h.time_period
    AND f.transformation = h.transformation AND f.valid_from = h.valid_from
ANTI JOIN level p ON p.extract_id = h.extract_id AND p.sheet = h.sheet AND p.cell_ref = h.old_column || h."row"
WHERE h.old_column <> h."column" AND h.is_of_others AND h.obs_value > 0 AND c."value" > 0
  AND abs(ln(h.obs_value / h.usual)) >= ln(4) AND abs(ln(c."value" / h.usual)) <= ln(3)
