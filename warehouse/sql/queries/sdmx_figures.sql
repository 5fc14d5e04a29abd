-- The figures of $series known at the end of $day (now, where it is null), one vintage of each, in the order of the SDMX key and then
-- of the attributes. The place is that of fixed boundaries: with it the key is unique and means the same to every reader.

SELECT o.freq, place_of(o.territory, o.ref_area) AS place, o.series, o.transformation, o.time_period, o.obs_value,
       o.unit_measure, o.unit_mult, o.obs_status, o.valid_from, o.ref_area, o.territory_assumed, o.derived, o.suspect,
       o.source, o.extract_id, e.file_name, o.sheet, o.cell_ref
FROM observation_asof(coalesce($day::DATE, end_of_time() - 1)) o
JOIN extract e USING (extract_id)
WHERE o.series = $series
ORDER BY place, o.freq, o.transformation, o.period_start, o.time_period
