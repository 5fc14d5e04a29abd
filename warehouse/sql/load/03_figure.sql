-- Figures as people read them: names and units in both languages, and the way back to the cell.

CREATE TABLE unit (
    unit_measure VARCHAR NOT NULL,
    unit_mult    INTEGER NOT NULL,
    name_vi      VARCHAR NOT NULL,
    name_en      VARCHAR NOT NULL
);
COMMENT ON TABLE unit IS 'A unit as people write it. Đơn vị tính';
COMMENT ON COLUMN unit.unit_measure IS 'SDMX UNIT_MEASURE: USD, T, PC';
COMMENT ON COLUMN unit.unit_mult IS 'SDMX UNIT_MULT: power of ten';
COMMENT ON COLUMN unit.name_vi IS 'In Vietnamese: triệu USD';
COMMENT ON COLUMN unit.name_en IS 'In English: million USD';

CREATE TABLE code (
    codelist VARCHAR NOT NULL,
    code     VARCHAR NOT NULL,
    name_vi  VARCHAR NOT NULL,
    name_en  VARCHAR NOT NULL
);
COMMENT ON TABLE code IS 'A code of observation in words. Giải nghĩa mã';
COMMENT ON COLUMN code.codelist IS 'The column it stands in: transformation, obs_status';
COMMENT ON COLUMN code.code IS 'Code: YTD, E';
COMMENT ON COLUMN code.name_vi IS 'In Vietnamese';
COMMENT ON COLUMN code.name_en IS 'In English';

CREATE MACRO figure_asof(d) AS TABLE
SELECT o.series, s.name_vi AS series_vi, s.name_en AS series_en,
       o.ref_area, coalesce(a.name_vi, o.ref_area) AS area_vi, coalesce(a.name_en, o.ref_area) AS area_en,
       o.territory, coalesce(b.name_vi, o.territory, a.name_vi, o.ref_area) AS territory_vi,
       coalesce(b.name_en, o.territory, a.name_en, o.ref_area) AS territory_en, o.territory_assumed,
       o.freq, o.time_period, o.period_start,
       o.transformation, t.name_vi AS transformation_vi, t.name_en AS transformation_en,
       o.obs_value AS "value", coalesce(u.name_vi, unit_code(o.unit_measure, o.unit_mult)) AS unit_vi,
       coalesce(u.name_en, unit_code(o.unit_measure, o.unit_mult)) AS unit_en,
       o.obs_status, st.name_vi AS status_vi, st.name_en AS status_en, o.derived, o.suspect,
       o.valid_from, e.published_on, o.source, o.extract_id, e.file_name, o.sheet, o.cell_ref,
       c.table_title, c.row_path, c.column_path, c.raw
FROM observation_asof(d) o
JOIN extract e USING (extract_id)
LEFT JOIN series s ON s.series = o.series
LEFT JOIN area a ON a.ref_area = o.ref_area
LEFT JOIN area b ON b.ref_area = o.territory
LEFT JOIN unit u ON u.unit_measure = o.unit_measure AND u.unit_mult = o.unit_mult
LEFT JOIN code t ON t.codelist = 'transformation' AND t.code = o.transformation
LEFT JOIN code st ON st.codelist = 'obs_status' AND st.code = o.obs_status
LEFT JOIN cell c ON c.extract_id = o.extract_id AND c.sheet = o.sheet AND c.cell_ref = o.cell_ref;
COMMENT ON MACRO TABLE figure_asof IS 'figure as known at the end of day d';

CREATE VIEW figure AS FROM figure_asof(end_of_time() - 1);
COMMENT ON VIEW figure IS 'observation_current for people: one row a figure, its names in both languages, and where it stands. Số liệu mới '
    'nhất, có tên gọi và nguồn';
COMMENT ON COLUMN figure.series IS 'series.series';
COMMENT ON COLUMN figure.series_vi IS 'The series'' name in Vietnamese';
COMMENT ON COLUMN figure.series_en IS 'The series'' name in English';
COMMENT ON COLUMN figure.ref_area IS 'Area as stated: area.ref_area';
COMMENT ON COLUMN figure.area_vi IS 'The area''s name in Vietnamese; its code where it has none';
COMMENT ON COLUMN figure.area_en IS 'The area''s name in English; its code where it has none';
COMMENT ON COLUMN figure.territory IS 'The boundaries it is of: observation.territory; null where boundaries do not matter';
COMMENT ON COLUMN figure.territory_vi IS 'The territory''s name in Vietnamese, else that of the area';
COMMENT ON COLUMN figure.territory_en IS 'The same in English';
COMMENT ON COLUMN figure.territory_assumed IS 'The territory is not stated: observation.territory_assumed';
COMMENT ON COLUMN figure.freq IS 'SDMX FREQ: A, S, Q or M';
COMMENT ON COLUMN figure.time_period IS 'SDMX TIME_PERIOD: 2024, 2024-Q3, 2024-03; of a cumulative figure the last month';
COMMENT ON COLUMN figure.period_start IS 'First day covered; 1 January for a cumulative figure';
COMMENT ON COLUMN figure.transformation IS 'observation.transformation';
COMMENT ON COLUMN figure.transformation_vi IS 'What the value says of the period, in Vietnamese';
COMMENT ON COLUMN figure.transformation_en IS 'The same in English';
COMMENT ON COLUMN figure."value" IS 'As published, in the unit';
COMMENT ON COLUMN figure.unit_vi IS 'The unit in Vietnamese: triệu USD; as a code (USD × 10^6) where the catalogue has no text';
COMMENT ON COLUMN figure.unit_en IS 'The unit in English: million USD';
COMMENT ON COLUMN figure.obs_status IS 'SDMX OBS_STATUS: A, E, P or F';
COMMENT ON COLUMN figure.status_vi IS 'How firm it is, in Vietnamese';
COMMENT ON COLUMN figure.status_en IS 'The same in English';
COMMENT ON COLUMN figure.derived IS 'Computed from published figures (observation_input); file and cell are those of the input that came '
    'last';
COMMENT ON COLUMN figure.suspect IS 'Kept, but at odds with other figures: see problem';
COMMENT ON COLUMN figure.valid_from IS 'Day since which it counts';
COMMENT ON COLUMN figure.published_on IS 'Publication day of the file it stands in';
COMMENT ON COLUMN figure.source IS 'extract.source';
COMMENT ON COLUMN figure.extract_id IS 'extract.extract_id';
COMMENT ON COLUMN figure.file_name IS 'extract.file_name';
COMMENT ON COLUMN figure.sheet IS 'Sheet, null for a flat file';
COMMENT ON COLUMN figure.cell_ref IS 'C19 in a workbook, L17 (line) in a flat file, [12] or the like in a file with dimensions';
COMMENT ON COLUMN figure.table_title IS 'cell.table_title; null for a flat file';
COMMENT ON COLUMN figure.row_path IS 'cell.row_path; null for a flat file';
COMMENT ON COLUMN figure.column_path IS 'cell.column_path; null for a flat file';
COMMENT ON COLUMN figure.raw IS 'The text of the cell; null for a flat file';
