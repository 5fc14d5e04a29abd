-- Swapped columns: two figures of one row, each at least fourfold off its own series' usual and within threefold of the
-- other's.

SELECT a.series, a.ref_area, a.freq, a.time_period, a.transformation, a.valid_from,
       a.series || ' ' || a.time_period || ' = ' || a.obs_value || ' · ' || b.series || ' = ' || b.obs_value || ' (' || b.cell_ref
           || ')' AS found,
       a.series || ' ≈ ' || a.usual || ' · ' || b.series || ' ≈ ' || b.usual AS expected,
       'Hai cột có thể đã bị đổi chỗ cho nhau: mỗi số gần với các kỳ trước của cột kia.' AS message_vi,
       'Two columns may have been swapped: each figure is close to what the other column had.' AS message_en
FROM history a JOIN history b USING (extract_id, sheet, "row", ref_area, freq, time_period, transformation, valid_from)
WHERE a.series <> b.series AND a.is_of_others AND b.is_of_others AND a.obs_value > 0 AND b.obs_value > 0
  AND abs(ln(a.obs_value / a.usual)) >= ln(4) AND abs(ln(b.obs_value / b.usual)) >= ln(4)
  AND abs(ln(a.obs_value / b.usual)) <= ln(3) AND abs(ln(b.obs_value / a.usual)) <= ln(3)
