-- What the formulas in derived/*.sql compute from: the figures of a year and the days on which each was known. A formula
-- yields series, transformation and amount (in the measure itself: VND, not million VND) beside what pair or growth gives.

CREATE TABLE observation_input (
    series          VARCHAR NOT NULL,
    ref_area        VARCHAR NOT NULL,
    time_period     VARCHAR NOT NULL,
    transformation  VARCHAR NOT NULL,
    valid_from      DATE NOT NULL,
    input_series    VARCHAR NOT NULL,
    input_ref_area  VARCHAR NOT NULL,
    input_period    VARCHAR NOT NULL,
    input_value     DOUBLE NOT NULL,
    input_mult      INTEGER NOT NULL,
    input_from      DATE NOT NULL,
    input_derived   BOOLEAN NOT NULL,
    extract_id      VARCHAR NOT NULL,
    sheet           VARCHAR,
    cell_ref        VARCHAR NOT NULL
);
COMMENT ON TABLE observation_input IS 'One figure that a derived yearly observation was computed from. Một số liệu đầu vào của số liệu suy ra';
COMMENT ON COLUMN observation_input.series IS 'observation.series of the derived observation';
COMMENT ON COLUMN observation_input.ref_area IS 'Its ref_area';
COMMENT ON COLUMN observation_input.time_period IS 'Its year';
COMMENT ON COLUMN observation_input.transformation IS 'Its transformation';
COMMENT ON COLUMN observation_input.valid_from IS 'Its valid_from: which vintage';
COMMENT ON COLUMN observation_input.input_series IS 'Series of the input';
COMMENT ON COLUMN observation_input.input_ref_area IS 'Area of the input';
COMMENT ON COLUMN observation_input.input_period IS 'Period of the input: 2024, or 2024-12 for December''s cumulative figure';
COMMENT ON COLUMN observation_input.input_value IS 'The input as published';
COMMENT ON COLUMN observation_input.input_mult IS 'Power of ten of input_value';
COMMENT ON COLUMN observation_input.input_from IS 'valid_from of the input';
COMMENT ON COLUMN observation_input.input_derived IS 'The input is derived itself: its own inputs are further rows';
COMMENT ON COLUMN observation_input.extract_id IS 'extract.extract_id of the input; of a derived one that of its latest input';
COMMENT ON COLUMN observation_input.sheet IS 'Sheet, null for a flat file; with cell_ref it joins cell';
COMMENT ON COLUMN observation_input.cell_ref IS 'C19 in a workbook, L17 (line) in a flat file';

CREATE TEMP TABLE yearly AS
WITH figure AS (
    SELECT o.series, o.ref_area, left(o.time_period, 4)::INTEGER AS "year",
           CASE o.transformation WHEN 'YTD' THEN 'N' WHEN 'YTD_GY' THEN 'GY' ELSE o.transformation END AS transformation,
           o.freq, o.obs_value * power(10, o.unit_mult) AS amount, o.obs_status, o.suspect,
           o.valid_from AS known_from, coalesce(o.valid_to, DATE '9999-12-31') AS known_to,
           {'series': o.series, 'ref_area': o.ref_area, 'time_period': o.time_period, 'obs_value': o.obs_value,
            'unit_mult': o.unit_mult, 'valid_from': o.valid_from, 'derived': o.derived,
            'extract_id': o.extract_id, 'sheet': o.sheet, 'cell_ref': o.cell_ref} AS figure
    FROM observation o JOIN series s USING (series)
    WHERE ((o.freq = 'A' AND o.transformation IN ('N', 'GY'))
        OR (o.freq = 'M' AND o.time_period LIKE '%-12' AND o.transformation IN ('YTD', 'YTD_GY')))
      AND o.unit_measure = CASE WHEN o.transformation IN ('N', 'YTD') THEN s.unit_measure ELSE 'PC' END
)
SELECT * REPLACE (
    -- December's cumulative figure stands until there is an annual one.
    CASE WHEN freq = 'A' THEN known_to
         ELSE least(known_to, coalesce(min(known_from) FILTER (freq = 'A') OVER (PARTITION BY series, ref_area, "year", transformation), known_to))
    END AS known_to)
FROM figure
QUALIFY known_from < known_to;

-- Two figures of one year, or of a year and an earlier one, for as long as both were known. ratio is null where the
-- second is not above 0. The cell that a derived figure is traced to first is that of the later input.
CREATE TEMP MACRO pair(first_series, second_series, second_area := NULL, years_before := 0) AS TABLE
    SELECT a.ref_area, a."year", a.amount AS a, b.amount AS b, CASE WHEN b.amount > 0 THEN a.amount / b.amount END AS ratio,
           CASE WHEN 'F' IN (a.obs_status, b.obs_status) THEN 'F' WHEN 'E' IN (a.obs_status, b.obs_status) THEN 'E'
                WHEN 'P' IN (a.obs_status, b.obs_status) THEN 'P' ELSE 'A' END AS obs_status,
           a.suspect OR b.suspect AS suspect,
           greatest(a.known_from, b.known_from) AS known_from, least(a.known_to, b.known_to) AS known_to,
           CASE WHEN b.known_from > a.known_from THEN b.figure ELSE a.figure END AS latest, [a.figure, b.figure] AS inputs
    FROM yearly a JOIN yearly b
      ON b.series = second_series AND b.ref_area = coalesce(second_area, a.ref_area) AND b."year" = a."year" - years_before
     AND a.transformation = 'N' AND b.transformation = 'N'
     AND greatest(a.known_from, b.known_from) < least(a.known_to, b.known_to)
    WHERE a.series = first_series;

-- A year and the year before, in percent change. Never across a break: the amounts are of different things.
CREATE TEMP MACRO growth(of_series) AS TABLE
    SELECT p.*, 100 * (ratio - 1) AS change
    FROM pair(of_series, of_series, years_before := 1) p
    WHERE NOT EXISTS (
        SELECT 1 FROM series_break k
        WHERE k.series IN ('*', of_series) AND k.ref_area = p.ref_area AND year(k."date") = p."year");
