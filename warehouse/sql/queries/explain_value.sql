-- The figures that the value of $indicator in each year is made of, as known at the end of $day.

SELECT f.ref_area AS judged_area, f."year", f.amount, o.series, o.ref_area, o.territory, o.freq, o.time_period, o.transformation,
       o.obs_value, o.unit_measure, o.unit_mult, o.obs_status, o.suspect, o.derived, o.valid_from, o.valid_to, e.published_on, e.source,
       o.extract_id, e.file_name, o.sheet, o.cell_ref, c.table_title, c.row_path, c.column_path, c.raw
FROM indicator_figure_asof($day::DATE) f
JOIN observation o ON o.series = f.series AND o.freq = f.freq AND o.time_period = f.time_period AND o.valid_from = f.valid_from
    AND o.obs_value = f.obs_value AND o.extract_id = f.extract_id AND o.cell_ref = f.cell_ref
    AND o.sheet IS NOT DISTINCT FROM f.sheet
    -- A series that is the same in all boundaries has them without a year.
    AND place_of(o.territory, o.ref_area) IN (f.ref_area, area_without_year(f.ref_area))
JOIN extract e ON e.extract_id = o.extract_id
LEFT JOIN cell c ON c.extract_id = o.extract_id AND c.sheet = o.sheet AND c.cell_ref = o.cell_ref
WHERE f.indicator = $indicator
ORDER BY f."year" DESC, o.series
