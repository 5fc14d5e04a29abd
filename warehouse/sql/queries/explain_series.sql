-- Every vintage of the figures of $series in $period that had counted by the end of $day, the latest first; of $area, or of all.

SELECT o.series, o.ref_area, o.territory, o.freq, o.time_period, o.transformation, o.obs_value, o.unit_measure, o.unit_mult,
       o.obs_status, o.suspect, o.derived, o.valid_from, o.valid_to, e.published_on, e.source, o.extract_id, e.file_name, o.sheet,
       o.cell_ref, c.table_title, c.row_path, c.column_path, c.raw
FROM observation o
JOIN extract e USING (extract_id)
LEFT JOIN cell c ON c.extract_id = o.extract_id AND c.sheet = o.sheet AND c.cell_ref = o.cell_ref
WHERE o.series = $series AND o.time_period = $period AND ($area IS NULL OR $area IN (o.ref_area, o.territory))
  AND o.valid_from <= $day::DATE AND o.valid_to IS DISTINCT FROM o.valid_from
-- One territory is stated in several ways: VN-HP of a day, VN-HP.2020.
ORDER BY place_of(o.territory, o.ref_area), o.freq, o.transformation, o.valid_from DESC
