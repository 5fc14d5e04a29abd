-- Every vintage of the figures that yearly values are made of, as known at the end of $day, with its row and column; also of sources
-- that another of better rank kept from ever counting.

SELECT f.indicator, f.ref_area, f."year", f.series, f.time_period, f.obs_value, f.unit_mult, f.amount, s.unit_measure, f.obs_status,
    f.valid_from,
       CASE WHEN f.valid_to <= $day::DATE THEN f.valid_to END AS valid_to,
       f.valid_to IS NOT DISTINCT FROM f.valid_from AS never_counted,
       f.extract_id, e.source, e.file_name, f.sheet, f.cell_ref, c.row_path, c.column_path
FROM indicator_figure f
JOIN extract e USING (extract_id)
JOIN series s ON s.series = f.series
LEFT JOIN cell c ON c.extract_id = f.extract_id AND c.sheet = f.sheet AND c.cell_ref = f.cell_ref
WHERE f.valid_from <= $day::DATE
ORDER BY f.indicator, f.ref_area, f."year" DESC, f.series, f.time_period, f.freq, f.valid_from
