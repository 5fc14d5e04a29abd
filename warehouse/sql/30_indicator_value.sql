-- The yearly value of each indicator as known on a day: the annual figure, else December's cumulative one, summed
-- over the indicator's series; one series missing, no value (never zero).

CREATE TABLE indicator_figure (
    indicator   VARCHAR NOT NULL,
    "year"      INTEGER NOT NULL,
    series      VARCHAR NOT NULL,
    freq        VARCHAR NOT NULL,
    time_period VARCHAR NOT NULL,
    amount      DOUBLE NOT NULL,
    obs_value   DOUBLE NOT NULL,
    unit_mult   INTEGER NOT NULL,
    obs_status  VARCHAR NOT NULL,
    derived     BOOLEAN NOT NULL,
    suspect     BOOLEAN NOT NULL,
    valid_from  DATE NOT NULL,
    valid_to    DATE,
    extract_id  VARCHAR NOT NULL,
    sheet       VARCHAR,
    cell_ref    VARCHAR NOT NULL
);
COMMENT ON TABLE indicator_figure IS 'One vintage of a figure that a yearly value is made of. Một số liệu đầu vào của giá trị năm';
COMMENT ON COLUMN indicator_figure.indicator IS 'indicator.indicator';
COMMENT ON COLUMN indicator_figure."year" IS 'indicator_value.year';
COMMENT ON COLUMN indicator_figure.series IS 'series.series; where an indicator has several they are summed';
COMMENT ON COLUMN indicator_figure.freq IS 'A, or M for December''s cumulative figure, used where there is no A';
COMMENT ON COLUMN indicator_figure.time_period IS '2024, or 2024-12';
COMMENT ON COLUMN indicator_figure.amount IS 'The figure in the indicator''s unit';
COMMENT ON COLUMN indicator_figure.obs_value IS 'As published';
COMMENT ON COLUMN indicator_figure.unit_mult IS 'Power of ten of obs_value';
COMMENT ON COLUMN indicator_figure.obs_status IS 'A, P, E or F';
COMMENT ON COLUMN indicator_figure.derived IS 'Computed by a formula: see observation_input';
COMMENT ON COLUMN indicator_figure.suspect IS 'observation.suspect';
COMMENT ON COLUMN indicator_figure.valid_from IS 'Publication day on which this vintage became known';
COMMENT ON COLUMN indicator_figure.valid_to IS 'Publication day of the next vintage; null = current';
COMMENT ON COLUMN indicator_figure.extract_id IS 'extract.extract_id';
COMMENT ON COLUMN indicator_figure.sheet IS 'Sheet, null for a flat file; with cell_ref it joins cell';
COMMENT ON COLUMN indicator_figure.cell_ref IS 'C19 in a workbook, L17 (line) in a flat file';

INSERT INTO indicator_figure
WITH component AS (
    SELECT indicator, unnest(series) AS series, transformation, ref_area, unit_mult
    FROM indicator
)
SELECT c.indicator, left(o.time_period, 4)::INTEGER, o.series, o.freq, o.time_period,
       o.obs_value * power(10, CASE WHEN c.transformation = 'N' THEN o.unit_mult - c.unit_mult ELSE 0 END),
       o.obs_value, o.unit_mult, o.obs_status, o.derived, o.suspect, o.valid_from, o.valid_to, o.extract_id, o.sheet, o.cell_ref
FROM component c
JOIN observation o ON o.series = c.series AND o.ref_area = c.ref_area
WHERE (o.freq = 'A' AND o.transformation = c.transformation)
   OR (o.freq = 'M' AND o.time_period LIKE '%-12' AND o.transformation = CASE c.transformation
           WHEN 'N' THEN 'YTD' WHEN 'GY' THEN 'YTD_GY' END)
ORDER BY ALL;

CREATE MACRO indicator_figure_asof(d) AS TABLE
    SELECT * FROM indicator_figure
    WHERE valid_from <= d AND (valid_to IS NULL OR valid_to > d)
    QUALIFY row_number() OVER (PARTITION BY indicator, series, "year" ORDER BY freq) = 1;
COMMENT ON MACRO TABLE indicator_figure_asof IS 'The figures that make the yearly values as known at the end of day d';

CREATE MACRO published_value_asof(d) AS TABLE
SELECT indicator, "year", sum(amount ORDER BY f.series) AS "value",
       CASE max(CASE obs_status WHEN 'A' THEN 0 WHEN 'P' THEN 1 WHEN 'E' THEN 2 ELSE 3 END)
           WHEN 0 THEN 'A' WHEN 1 THEN 'P' WHEN 2 THEN 'E' ELSE 'F' END AS obs_status,
       bool_or(suspect) AS suspect
FROM indicator_figure_asof(d) f
JOIN (SELECT indicator, len(series) AS components FROM indicator) i USING (indicator)
GROUP BY indicator, "year", components
HAVING count(*) = components;
COMMENT ON MACRO TABLE published_value_asof IS 'The yearly values published by the end of day d: indicator_value_asof without nowcasts';
