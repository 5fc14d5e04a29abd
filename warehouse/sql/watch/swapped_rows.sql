-- Swapped rows: two figures of one column, each well outside all that its own row used to say and inside what the other
-- row did. Both are steady (their own earlier figures within threefold), or it would say nothing.

WITH row_of AS (
    SELECT *, coalesce(sheet, '') AS place, CASE WHEN sheet IS NULL THEN '' ELSE "column" END AS place_column
    FROM history
    WHERE obs_value > 0 AND lowest > 0 AND highest <= 3 * lowest
      -- What is far from its own usual alone can have been swapped.
      AND (obs_value > 1.5 * highest OR obs_value < lowest / 1.5)
)
SELECT a.series, a.ref_area, a.freq, a.time_period, a.transformation, a.valid_from,
       a.series || ' ' || a.time_period || ' = ' || a.obs_value || ' · ' || b.series || ' = ' || b.obs_value || ' (' || b.cell_ref
           || ')' AS found,
       a.series || ' ≈ ' || a.usual || ' · ' || b.series || ' ≈ ' || b.usual AS expected,
       'Hai dòng có thể đã bị đổi chỗ cho nhau: mỗi số gần với các kỳ trước của dòng kia.' AS message_vi,
       'Two rows may have been swapped: each figure is close to what the other row had.' AS message_en
FROM row_of a JOIN row_of b USING (extract_id, place, place_column, freq, time_period, transformation, valid_from)
WHERE (a.series, a.ref_area) <> (b.series, b.ref_area) AND a."row" <> b."row"
  -- What is printed changed places, whatever the units of the rows.
  AND a.obs_value BETWEEN b.lowest * 0.8 AND b.highest * 1.25
  AND b.obs_value BETWEEN a.lowest * 0.8 AND a.highest * 1.25
