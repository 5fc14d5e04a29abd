-- Vintages, of one territory each. What counts is who published a figure and when, not when it arrived. An extract says each key
-- once (reading saw to that), so only keys that another extract holds as well need a window: the rows of all extracts but the
-- largest, and those rows of the largest that share a key with them.

INSERT INTO text_of_lines
SELECT DISTINCT f.extract_id, coalesce(t.sheet, '')
FROM (
    SELECT DISTINCT filename, sheet FROM read_parquet(getvariable('observation_files'), filename = true, hive_partitioning = false)
    WHERE cell_ref IS NULL
) t
JOIN lake_file f ON f.path = t.filename;

-- Where an extract has a row of Hải Dương beside that of Hải Phòng, the city is meant without it, whenever that is published.
CREATE TEMP TABLE beside AS
WITH area_part AS (
    SELECT ref_area AS whole, unnest(parts) AS part FROM area
)
SELECT DISTINCT f.extract_id, o.series, o.freq, o.time_period, o.transformation, area_without_year(own.part) AS ref_area,
    own.part AS territory
FROM read_parquet(getvariable('observation_files'), filename = true, hive_partitioning = false) o
JOIN lake_file f ON f.path = o.filename
JOIN area_part other ON other.part = o.ref_area
JOIN area_part own ON own.whole = other.whole AND contains(own.part, '.')
WHERE NOT contains(other.part, '.');

CREATE TEMP VIEW staged AS
SELECT o.series, o.ref_area, o.freq, o.time_period, o.period_start, o.transformation, o.obs_value, o.unit_measure,
       o.unit_mult, o.obs_status, o.sheet, coalesce(o.cell_ref, 'L' || o.line) AS cell_ref,
       -- A place without a year is meant in the boundaries of the publication day.
       CASE WHEN s.same_territories AND (v.territory IS NOT NULL OR contains(o.ref_area, '.')) THEN area_without_year(o.ref_area)
            WHEN contains(o.ref_area, '.') THEN o.ref_area
            ELSE coalesce(b.territory, v.territory) END AS territory,
       NOT s.same_territories AND b.territory IS NULL AND coalesce(o.period_start < v.from_day, false) AS territory_assumed,
       -- A plan or forecast is no rival of the figure itself, whoever states that.
       e.rank + CASE WHEN o.obs_status = 'F' THEN 10 ELSE 0 END AS preference,
       e.source, e.extract_id, e.published_on, e.received_at
FROM read_parquet(getvariable('observation_files'), filename = true, hive_partitioning = false) o
JOIN lake_file f ON f.path = o.filename
JOIN extract e ON e.extract_id = f.extract_id
JOIN series s ON s.series = o.series
LEFT JOIN area_version v ON v.ref_area = o.ref_area AND e.published_on BETWEEN v.from_day AND v.until_day
LEFT JOIN beside b ON b.extract_id = e.extract_id AND b.series = o.series AND b.ref_area = o.ref_area AND b.freq = o.freq
    AND b.time_period = o.time_period AND b.transformation = o.transformation
-- What its own file contradicts was kept out.
ANTI JOIN kept_out k ON k.extract_id = e.extract_id AND k.series = o.series AND k.ref_area = o.ref_area AND k.freq = o.freq
    AND k.time_period = o.time_period AND k.transformation = o.transformation;

CREATE TEMP TABLE contested AS
SELECT *, place_of(territory, ref_area) AS place FROM staged WHERE extract_id <> getvariable('largest_extract');

CREATE TEMP TABLE contested_key AS
SELECT series, area_without_year(ref_area) AS area, freq, time_period, transformation FROM contested
UNION
-- One extract can state a figure of the city twice: with its boundaries and without.
SELECT series, area_without_year(ref_area), freq, time_period, transformation FROM staged
WHERE extract_id = getvariable('largest_extract') AND contains(ref_area, '.');

-- Keys of one extract alone.
INSERT INTO observation BY NAME
SELECT s.* EXCLUDE (published_on, received_at, preference), s.published_on AS valid_from, NULL::DATE AS valid_to, false AS derived,
    false AS suspect
FROM staged s
ANTI JOIN contested_key k ON k.series = s.series AND k.area = area_without_year(s.ref_area) AND k.freq = s.freq
    AND k.time_period = s.time_period AND k.transformation = s.transformation
WHERE s.extract_id = getvariable('largest_extract');

INSERT INTO contested
SELECT s.*, place_of(s.territory, s.ref_area) FROM staged s
SEMI JOIN contested_key k ON k.series = s.series AND k.area = area_without_year(s.ref_area) AND k.freq = s.freq
    AND k.time_period = s.time_period AND k.transformation = s.transformation
WHERE s.extract_id = getvariable('largest_extract');

-- Of one rank and publication day the later receipt wins; of those that agree with it the first by hash is named, so that
-- arrival decides nothing else.
CREATE TEMP TABLE same_day AS
WITH day AS (
SELECT *,
       first_value({'extract_id': extract_id, 'value': obs_value, 'status': obs_status,
                    'measure': unit_measure, 'mult': unit_mult, 'cell_ref': cell_ref}) OVER newest AS winner
FROM contested
WINDOW newest AS (
    PARTITION BY series, place, freq, time_period, transformation, published_on, preference
    ORDER BY received_at DESC, extract_id, cell_ref)
)
SELECT *, same_figure(obs_value, winner."value") AND obs_status = winner.status AND unit_measure = winner.measure
    AND unit_mult = winner.mult AS is_winner
FROM day;

INSERT INTO told BY NAME
SELECT s.extract_id, s.sheet, s.cell_ref,
       s.series || ' ' || s.ref_area || ' ' || s.time_period || ' = ' || s.obs_value || ' ' || s.obs_status AS found,
       s.winner."value" || ' ' || s.winner.status || ' (' || w.file_name || ' ' || s.winner.cell_ref || ')' AS expected,
       'warning' AS severity,
       'Hai tệp công bố cùng ngày có số liệu khác nhau; dùng tệp nhận sau.' AS message_vi,
       'Two extracts of one publication day disagree; the one received later is used.' AS message_en
FROM same_day s
JOIN extract w ON w.extract_id = s.winner.extract_id
WHERE NOT is_winner
ORDER BY ALL;

-- On a day that figure counts which was published last by then, of the best preference that has one: each counts until the next
-- of its own preference, or the first of a better one. What comes on that day or later never counts: its valid_to is its own day.
INSERT INTO observation BY NAME
WITH daily AS (
    SELECT *, min(published_on) OVER better AS better_from
    FROM same_day
    WHERE is_winner
    WINDOW better AS (
        PARTITION BY series, place, freq, time_period, transformation ORDER BY preference
        RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    QUALIFY row_number() OVER (
        PARTITION BY series, place, freq, time_period, transformation, published_on, preference ORDER BY extract_id, cell_ref) = 1
),
before AS (
    SELECT *, coalesce(published_on >= better_from, false) AS never_counts,
        lag({'value': obs_value, 'status': obs_status, 'measure': unit_measure, 'mult': unit_mult}) OVER (
            PARTITION BY series, place, freq, time_period, transformation, preference, coalesce(published_on >= better_from, false)
            ORDER BY published_on) AS earlier
    FROM daily
),
changed AS (
    -- The same figure published again is no new vintage.
    SELECT * FROM before
    WHERE earlier IS NULL OR NOT same_figure(obs_value, earlier."value")
       OR obs_status <> earlier.status OR unit_measure <> earlier.measure OR unit_mult <> earlier.mult
)
SELECT series, ref_area, freq, time_period, period_start, transformation, obs_value, unit_measure, unit_mult,
       obs_status, published_on AS valid_from,
       CASE WHEN never_counts THEN published_on
            ELSE least(better_from, lead(published_on) OVER (
                PARTITION BY series, place, freq, time_period, transformation, preference, never_counts ORDER BY published_on)) END
           AS valid_to,
       false AS derived, false AS suspect, territory, territory_assumed, source, extract_id, sheet, cell_ref
FROM changed;

DROP TABLE same_day;
DROP TABLE contested_key;
DROP TABLE contested;
DROP VIEW staged;
DROP TABLE beside;

-- Nobody sees a figure of a hidden sheet, row or column, so nobody has looked at it.
UPDATE observation SET suspect = true
FROM cell
WHERE cell.hidden AND cell.extract_id = observation.extract_id AND cell.sheet = observation.sheet AND cell.cell_ref = observation.cell_ref;
