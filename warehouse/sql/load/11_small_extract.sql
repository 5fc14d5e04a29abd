-- A larger extract comes from a program: it is not held against itself or others.
CREATE TEMP TABLE small_extract AS
SELECT extract_id, source, file_name, published_on FROM extract WHERE observations BETWEEN 1 AND getvariable('largest_watched');

-- What each of them states, whether or not it is news.
CREATE TEMP TABLE stated (
    extract_id VARCHAR,
    series     VARCHAR,
    ref_area   VARCHAR,
    sheet      VARCHAR,
    cell_ref   VARCHAR,
    last_month VARCHAR
);

-- The columns of its sheets, and the period each is of.
CREATE TEMP TABLE stated_column (
    extract_id     VARCHAR,
    sheet          VARCHAR,
    "column"       VARCHAR,
    freq           VARCHAR,
    time_period    VARCHAR,
    transformation VARCHAR
);

-- Their figures that their own file contradicts.
CREATE TEMP TABLE kept_out (
    extract_id     VARCHAR,
    series         VARCHAR,
    ref_area       VARCHAR,
    freq           VARCHAR,
    time_period    VARCHAR,
    transformation VARCHAR,
    sheet          VARCHAR,
    cell_ref       VARCHAR,
    obs_value      DOUBLE,
    total          DOUBLE,
    evidence       VARCHAR,
    message_vi     VARCHAR,
    message_en     VARCHAR
);

-- What loading finds in cells and lines that have a figure; 24_findings.sql tells it, places and all.
CREATE TEMP TABLE told (
    extract_id VARCHAR NOT NULL,
    sheet      VARCHAR,
    cell_ref   VARCHAR,
    found      VARCHAR NOT NULL,
    expected   VARCHAR NOT NULL,
    severity   VARCHAR NOT NULL,
    message_vi VARCHAR NOT NULL,
    message_en VARCHAR NOT NULL
);

-- Texts whose figures stand in lines; the sheet of one in an archive is the member, else empty.
CREATE TEMP TABLE text_of_lines (extract_id VARCHAR, sheet VARCHAR);
