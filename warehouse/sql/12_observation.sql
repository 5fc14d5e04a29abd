-- Vintages. What counts is when a figure was published, not when it arrived. An extract says each key once (reading
-- saw to that), so only keys that another extract holds as well need a window: the rows of all extracts but the
-- largest, and those rows of the largest that share a key with them.

CREATE TEMP VIEW staged AS
SELECT o.series, o.ref_area, o.freq, o.time_period, o.period_start, o.transformation, o.obs_value, o.unit_measure,
       o.unit_mult, o.obs_status, o.sheet, coalesce(o.cell_ref, 'L' || o.line) AS cell_ref,
       e.extract_id, e.published_on, e.received_at
FROM read_parquet(getvariable('observation_files'), filename = true, hive_partitioning = false) o
JOIN lake_file f ON f.path = o.filename
JOIN extract e ON e.extract_id = f.extract_id;

CREATE TEMP TABLE contested AS
SELECT * FROM staged WHERE extract_id <> getvariable('largest_extract');

CREATE TEMP TABLE contested_key AS
SELECT DISTINCT series, ref_area, freq, time_period, transformation FROM contested;

-- Keys of one extract alone.
INSERT INTO observation
SELECT s.series, s.ref_area, s.freq, s.time_period, s.period_start, s.transformation, s.obs_value, s.unit_measure,
       s.unit_mult, s.obs_status, s.published_on, NULL, false, false, s.extract_id, s.sheet, s.cell_ref
FROM staged s
ANTI JOIN contested_key k USING (series, ref_area, freq, time_period, transformation)
WHERE s.extract_id = getvariable('largest_extract');

INSERT INTO contested
SELECT s.* FROM staged s
SEMI JOIN contested_key k USING (series, ref_area, freq, time_period, transformation)
WHERE s.extract_id = getvariable('largest_extract');

-- Of one publication day the later receipt wins; of those that agree with it the first by hash is named, so that
-- arrival decides nothing else.
CREATE TEMP TABLE same_day AS
SELECT *,
       first_value({'extract_id': extract_id, 'value': obs_value, 'status': obs_status,
                    'measure': unit_measure, 'mult': unit_mult, 'cell_ref': cell_ref}) OVER newest AS winner
FROM contested
WINDOW newest AS (
    PARTITION BY series, ref_area, freq, time_period, transformation, published_on
    ORDER BY received_at DESC, extract_id);

INSERT INTO problem
SELECT s.extract_id, e.file_name, concat_ws('!', s.sheet, s.cell_ref),
       s.series || ' ' || s.ref_area || ' ' || s.time_period || ' = ' || s.obs_value || ' ' || s.obs_status,
       s.winner."value" || ' ' || s.winner.status || ' (' || w.file_name || ' ' || s.winner.cell_ref || ')',
       'warning',
       'Hai tệp công bố cùng ngày có số liệu khác nhau; dùng tệp nhận sau.',
       'Two extracts of one publication day disagree; the one received later is used.'
FROM same_day s
JOIN extract e USING (extract_id)
JOIN extract w ON w.extract_id = s.winner.extract_id
WHERE s.obs_value <> s.winner."value" OR s.obs_status <> s.winner.status OR s.unit_measure <> s.winner.measure OR s.unit_mult <> s.winner.mult;

INSERT INTO observation
WITH daily AS (
    SELECT * FROM same_day
    WHERE obs_value = winner."value" AND obs_status = winner.status
      AND unit_measure = winner.measure AND unit_mult = winner.mult
    QUALIFY row_number() OVER (
        PARTITION BY series, ref_area, freq, time_period, transformation, published_on ORDER BY extract_id) = 1
),
changed AS (
    -- The same figure published again is no new vintage.
    SELECT * FROM daily
    QUALIFY (obs_value, obs_status, unit_measure, unit_mult) IS DISTINCT FROM
            lag((obs_value, obs_status, unit_measure, unit_mult)) OVER (
                PARTITION BY series, ref_area, freq, time_period, transformation ORDER BY published_on)
)
SELECT series, ref_area, freq, time_period, period_start, transformation, obs_value, unit_measure, unit_mult,
       obs_status, published_on,
       lead(published_on) OVER (
           PARTITION BY series, ref_area, freq, time_period, transformation ORDER BY published_on),
       false, false, extract_id, sheet, cell_ref
FROM changed;

DROP TABLE same_day;
DROP TABLE contested_key;
DROP TABLE contested;
DROP VIEW staged;

-- Nobody sees a figure of a hidden sheet, so nobody has looked at it.
UPDATE observation SET suspect = true
FROM cell
WHERE cell.hidden AND cell.extract_id = observation.extract_id AND cell.sheet = observation.sheet AND cell.cell_ref = observation.cell_ref;
