-- The figures that one derived figure was computed from, each as it was known then.

SELECT i.input_series AS series, i.input_ref_area AS ref_area, i.input_territory AS territory, coalesce(o.freq, 'A') AS freq,
       i.input_period AS time_period, coalesce(o.transformation, 'N') AS transformation, i.input_value AS obs_value,
       coalesce(o.unit_measure, s.unit_measure) AS unit_measure, i.input_mult AS unit_mult, coalesce(o.obs_status, 'A') AS obs_status,
       coalesce(o.suspect, false) AS suspect, i.input_derived AS derived, i.input_from AS valid_from, o.valid_to, e.published_on, e.source,
       i.extract_id, e.file_name, i.sheet, i.cell_ref, c.table_title, c.row_path, c.column_path, c.raw
FROM observation_input i
JOIN extract e ON e.extract_id = i.extract_id
JOIN series s ON s.series = i.input_series
LEFT JOIN observation o ON o.series = i.input_series AND o.ref_area = i.input_ref_area
    AND o.territory IS NOT DISTINCT FROM i.input_territory AND o.time_period = i.input_period
    AND o.valid_from = i.input_from AND o.obs_value = i.input_value AND o.cell_ref = i.cell_ref
LEFT JOIN cell c ON c.extract_id = i.extract_id AND c.sheet = i.sheet AND c.cell_ref = i.cell_ref
WHERE i.series = $series AND place_of(i.territory, i.ref_area) = $area AND i.time_period = $period AND i.transformation = $transformation
  AND i.valid_from = $from::DATE
QUALIFY row_number() OVER (PARTITION BY i.input_series, i.input_ref_area, i.input_territory, i.input_period ORDER BY o.transformation) = 1
ORDER BY i.input_series, i.input_ref_area, i.input_period
