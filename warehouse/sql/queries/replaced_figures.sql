-- Figures that counted in the last publication (attached as "last") and now have another value, said by an extract that was not
-- in it: of each extract the first twenty and how many there are.

SELECT now.extract_id, now.series, now.ref_area, now.freq, now.time_period, now.transformation,
       was.obs_value AS old_value, was.unit_measure AS old_measure, was.unit_mult AS old_mult,
       now.obs_value AS new_value, now.unit_measure AS new_measure, now.unit_mult AS new_mult, e.file_name AS old_file,
       count(*) OVER (PARTITION BY now.extract_id) AS of_file
FROM observation now
JOIN "last".main.observation was ON was.series = now.series AND was.freq = now.freq AND was.time_period = now.time_period
    AND was.transformation = now.transformation AND place_of(was.territory, was.ref_area) = place_of(now.territory, now.ref_area)
LEFT JOIN "last".main.extract e ON e.extract_id = was.extract_id
WHERE now.valid_to IS NULL AND was.valid_to IS NULL AND NOT now.derived AND NOT was.derived
  AND now.extract_id NOT IN (SELECT extract_id FROM "last".main.extract WHERE state NOT IN ('rejected', 'withdrawn'))
  AND NOT same_figure(now.obs_value * power(10, now.unit_mult), was.obs_value * power(10, was.unit_mult))
QUALIFY row_number() OVER (PARTITION BY now.extract_id ORDER BY now.series, now.ref_area, now.time_period, now.transformation) <= 20
ORDER BY now.extract_id, now.series, now.ref_area, now.time_period, now.transformation
