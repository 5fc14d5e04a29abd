-- Every code that stands in a figure known at the end of $day (now, where it is null), by the list it is of.

WITH known AS (
    SELECT * FROM observation_asof(coalesce($day::DATE, end_of_time() - 1))
)
SELECT DISTINCT codelist, code
FROM (
    SELECT 'FREQ' AS codelist, freq AS code FROM known
    UNION ALL SELECT 'REF_AREA', place_of(territory, ref_area) FROM known
    UNION ALL SELECT 'REF_AREA', ref_area FROM known
    UNION ALL SELECT 'UNIT_MEASURE', unit_measure FROM known
    UNION ALL SELECT 'UNIT_MULT', unit_mult::VARCHAR FROM known
    UNION ALL SELECT 'SOURCE', source FROM known
)
ORDER BY codelist, code
