-- What the checks (watch/*.sql) look at, and what they find. A check is one SELECT of the columns below; those that it leaves
-- out keep what they are by default. Of figures it finds it names series, ref_area, freq, time_period, transformation and
-- valid_from, with sheet and cell_ref where another cell is at fault; of an extract as a whole extract_id, and the cell if there
-- is one. Only what was known on the day a figure was published is
-- held against it, so neither the order of arrival nor what came later changes anything.
CREATE TEMP TABLE finding (
    series         VARCHAR,
    ref_area       VARCHAR,
    freq           VARCHAR,
    time_period    VARCHAR,
    transformation VARCHAR,
    valid_from     DATE,
    extract_id     VARCHAR,
    sheet          VARCHAR,
    cell_ref       VARCHAR,
    found          VARCHAR NOT NULL,
    expected       VARCHAR NOT NULL,
    suspect        BOOLEAN NOT NULL DEFAULT true,
    message_vi     VARCHAR NOT NULL,
    message_en     VARCHAR NOT NULL
);

-- Levels that people published, in the measure itself. Not of a large extract: each figure held against each would take
-- for ever.
CREATE TEMP TABLE level AS
SELECT o.*, amount_of(o.obs_value, o.unit_mult) AS amount, substr(o.time_period, 5) AS part,
       regexp_extract(o.cell_ref, '^[A-Z]+') AS "column", regexp_extract(o.cell_ref, '\d+$') AS "row"
FROM observation o
SEMI JOIN small_extract USING (extract_id)
WHERE NOT o.derived AND o.transformation IN ('N', 'YTD') AND o.obs_value <> 0 AND o.obs_status <> 'F';

-- Of each figure what was usual: up to five earlier ones known on its day, of the same part of the year first. Of an extract
-- of more than a hundred thousand figures only series that have figures more than 300-fold apart are looked at.
CREATE TEMP TABLE earlier AS
WITH watched AS (
    SELECT l.* FROM level l
    SEMI JOIN (
        SELECT series, ref_area, freq, transformation FROM level JOIN extract USING (extract_id)
        GROUP BY ALL
        HAVING bool_or(observations <= 100_000) OR max(abs(amount)) >= 300 * min(abs(amount))
    ) USING (series, ref_area, freq, transformation)
)
SELECT f.series, f.ref_area, f.freq, f.time_period, f.transformation, f.valid_from, f.obs_value, f.unit_mult, f.unit_measure,
       f.extract_id, f.sheet, f.cell_ref, f."column", f."row",
       h.amount / power(10, f.unit_mult) AS usual, h.time_period AS usual_period, h.extract_id AS usual_extract, h."column" AS usual_column,
       h.part = f.part AND left(f.time_period, 4)::INTEGER - left(h.time_period, 4)::INTEGER <= 5 AS is_comparable
FROM watched f JOIN watched h USING (series, ref_area, freq, transformation)
WHERE h.time_period < f.time_period AND known_on(h.valid_from, h.valid_to, f.valid_from)
QUALIFY row_number() OVER (
    PARTITION BY f.series, f.ref_area, f.freq, f.time_period, f.transformation, f.valid_from
    ORDER BY (h.part = f.part) DESC, h.time_period DESC) <= 5;

-- The same as one number, of three earlier figures at least, with the column in which all of them stood, were they all of
-- that part of the year and of the last five years.
CREATE TEMP TABLE history AS
SELECT series, ref_area, freq, time_period, transformation, valid_from, obs_value, unit_mult, unit_measure, extract_id, sheet, cell_ref,
    "column", "row",
       median(abs(usual)) AS usual, min(abs(usual)) AS lowest, max(abs(usual)) AS highest,
       string_agg(usual_period || ' = ' || usual, ' · ' ORDER BY usual_period) AS evidence,
       bool_and(usual_extract <> extract_id) AS is_of_others,
       CASE WHEN count(DISTINCT usual_column) = 1 AND bool_and(is_comparable) THEN any_value(usual_column) END AS old_column
FROM earlier
GROUP BY ALL
HAVING count(*) >= 3;
