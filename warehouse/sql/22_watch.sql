-- Figures at odds with what was known on the day they were published. They are kept and marked suspect, each with its
-- evidence. Only vintages known by then are looked at, so neither the order of arrival nor what came later changes
-- anything. A revision within the usual is no alarm.

-- Levels known before each level of a key: up to five, of the same part of the year first. Only where a series has
-- figures more than 300-fold apart can one of them be a thousandfold off; of all others nothing is compared. Nor of an
-- extract of more than a million figures: it comes from a program, and each figure held against each would take for ever.
CREATE TEMP TABLE level AS
SELECT o.*, obs_value * power(10, unit_mult) AS amount, substr(time_period, 5) AS part
FROM observation o
SEMI JOIN (
    SELECT series, ref_area, freq, transformation FROM observation
    WHERE NOT derived AND transformation IN ('N', 'YTD') AND obs_value <> 0
      AND extract_id NOT IN (SELECT extract_id FROM extract WHERE observations > 1_000_000)
    GROUP BY ALL
    HAVING max(abs(obs_value) * power(10, unit_mult)) >= 300 * min(abs(obs_value) * power(10, unit_mult))
) wide USING (series, ref_area, freq, transformation)
WHERE NOT derived AND transformation IN ('N', 'YTD') AND obs_value <> 0
  AND extract_id NOT IN (SELECT extract_id FROM extract WHERE observations > 1_000_000);

CREATE TEMP TABLE odd (
    series VARCHAR, ref_area VARCHAR, freq VARCHAR, time_period VARCHAR, transformation VARCHAR, valid_from DATE,
    found VARCHAR, expected VARCHAR, message_vi VARCHAR, message_en VARCHAR);

-- A thousandfold: neighbouring units (nghìn, triệu, tỷ) are a thousand apart, so a slip of the unit is off by a power of
-- a thousand, within half an order of magnitude. Where the earlier figures themselves differ more than thirtyfold
-- (foreign investment of one city) they say nothing. Three are needed, or the vintage before where there are none.
INSERT INTO odd
WITH before AS (
    SELECT f.series, f.ref_area, f.freq, f.time_period, f.transformation, f.valid_from,
           h.amount / power(10, f.unit_mult) AS usual, h.time_period AS usual_period
    FROM level f JOIN level h USING (series, ref_area, freq, transformation)
    WHERE h.time_period < f.time_period AND h.valid_from <= f.valid_from AND (h.valid_to IS NULL OR h.valid_to > f.valid_from)
    QUALIFY row_number() OVER (
        PARTITION BY f.series, f.ref_area, f.freq, f.time_period, f.transformation, f.valid_from
        ORDER BY (h.part = f.part) DESC, h.time_period DESC) <= 5
),
history AS (
    SELECT series, ref_area, freq, time_period, transformation, valid_from, median(abs(usual)) AS usual,
           string_agg(usual_period || ' = ' || usual, ' · ' ORDER BY usual_period) AS evidence
    FROM before
    GROUP BY ALL
    HAVING count(*) >= 3 AND max(abs(usual)) <= 30 * min(abs(usual))
),
compared AS (
    SELECT f.*, coalesce(h.usual, abs(p.amount) / power(10, f.unit_mult)) AS usual,
           coalesce(h.evidence, p.time_period || ' = ' || p.amount / power(10, f.unit_mult) || ' (' || p.valid_from || ')') AS evidence
    FROM level f
    LEFT JOIN history h USING (series, ref_area, freq, time_period, transformation, valid_from)
    LEFT JOIN level p ON p.series = f.series AND p.ref_area = f.ref_area AND p.freq = f.freq AND p.time_period = f.time_period
        AND p.transformation = f.transformation AND p.valid_to = f.valid_from
)
SELECT series, ref_area, freq, time_period, transformation, valid_from,
       series || ' ' || time_period || ' = ' || obs_value, evidence,
       'Số liệu lệch khoảng một nghìn lần (hoặc một triệu lần) so với các kỳ trước: có thể nhầm đơn vị tính.',
       'The figure is about a thousand (or a million) times off what was known: perhaps the unit is mistaken.'
FROM compared
WHERE abs(log10(abs(obs_value) / usual)) >= 2.5
  AND abs(abs(log10(abs(obs_value) / usual)) - 3 * round(abs(log10(abs(obs_value) / usual)) / 3)) <= 0.5;

DROP TABLE level;

-- What the columns of workbooks used to say: of each figure the median of up to five earlier ones, of the same part of the
-- year first, and the column in which all of them stood, were they all of that part and of the last five years. What is
-- printed is compared, for that is what is moved.
CREATE TEMP TABLE printed AS
SELECT *, regexp_extract(cell_ref, '^[A-Z]+') AS "column", regexp_extract(cell_ref, '\d+$') AS "row", substr(time_period, 5) AS part
FROM observation
WHERE sheet IS NOT NULL AND NOT derived AND transformation IN ('N', 'YTD') AND obs_value > 0;

CREATE TEMP TABLE history AS
WITH before AS (
    SELECT f.series, f.ref_area, f.freq, f.time_period, f.transformation, f.valid_from, f.extract_id, f.sheet, f."column", f."row", f.obs_value, f.cell_ref,
           h.obs_value * power(10, h.unit_mult - f.unit_mult) AS usual, h."column" AS old_column,
           h.part = f.part AND left(f.time_period, 4)::INTEGER - left(h.time_period, 4)::INTEGER <= 5 AS is_comparable
    FROM printed f JOIN printed h USING (series, ref_area, freq, transformation)
    WHERE h.time_period < f.time_period AND h.extract_id <> f.extract_id
      AND h.valid_from <= f.valid_from AND (h.valid_to IS NULL OR h.valid_to > f.valid_from)
    QUALIFY row_number() OVER (
        PARTITION BY f.series, f.ref_area, f.freq, f.time_period, f.transformation, f.valid_from
        ORDER BY (h.part = f.part) DESC, h.time_period DESC) <= 5
)
SELECT * EXCLUDE (usual, old_column, is_comparable), median(usual) AS usual,
       CASE WHEN count(DISTINCT old_column) = 1 AND bool_and(is_comparable) THEN any_value(old_column) END AS old_column
FROM before GROUP BY ALL HAVING count(*) >= 3;

-- Swapped columns: two figures of one row, each at least fourfold off its own series' usual and within threefold of the
-- other's.
INSERT INTO odd
SELECT a.series, a.ref_area, a.freq, a.time_period, a.transformation, a.valid_from,
       a.series || ' ' || a.time_period || ' = ' || a.obs_value || ' · ' || b.series || ' = ' || b.obs_value || ' (' || b.cell_ref || ')',
       a.series || ' ≈ ' || a.usual || ' · ' || b.series || ' ≈ ' || b.usual,
       'Hai cột có thể đã bị đổi chỗ cho nhau: mỗi số gần với các kỳ trước của cột kia.',
       'Two columns may have been swapped: each figure is close to what the other column had.'
FROM history a JOIN history b USING (extract_id, sheet, "row", ref_area, freq, time_period, transformation, valid_from)
WHERE a.series <> b.series
  AND abs(ln(a.obs_value / a.usual)) >= ln(4) AND abs(ln(b.obs_value / b.usual)) >= ln(4)
  AND abs(ln(a.obs_value / b.usual)) <= ln(3) AND abs(ln(b.obs_value / a.usual)) <= ln(3);

-- A moved header: the figure under it is at least fourfold off the usual, and what stands in the column where it used to
-- be is within threefold. A header that took its figures along is no matter.
INSERT INTO odd
SELECT h.series, h.ref_area, h.freq, h.time_period, h.transformation, h.valid_from,
       h.series || ' ' || h.time_period || ' = ' || h.obs_value || ' · ' || c.cell_ref || ' = ' || c."value" || ' (' || c.column_path || ')',
       h.series || ' ≈ ' || h.usual || ' (' || h.old_column || ')',
       'Tiêu đề cột có thể đã bị dời sang cột khác: số trong cột cũ mới gần với các kỳ trước.',
       'The header may have been moved to another column: it is the figure in its former column that is close to what was known.'
FROM history h
JOIN cell c ON c.extract_id = h.extract_id AND c.sheet = h.sheet AND c.cell_ref = h.old_column || h."row"
ANTI JOIN odd USING (series, ref_area, freq, time_period, transformation, valid_from)
ANTI JOIN printed p ON p.extract_id = h.extract_id AND p.sheet = h.sheet AND p.cell_ref = h.old_column || h."row"
WHERE h.old_column <> h."column" AND c."value" > 0
  AND abs(ln(h.obs_value / h.usual)) >= ln(4) AND abs(ln(c."value" / h.usual)) <= ln(3);

DROP TABLE history;
DROP TABLE printed;

-- A year and all its halves, quarters or months, in one extract: they add up within half a percent (rounding).
INSERT INTO odd
WITH whole AS (
    SELECT o.*
    FROM observation o JOIN series s USING (series)
    WHERE o.freq = 'A' AND o.transformation = 'N' AND s.aggregation = 'sum'
),
parts AS (
    SELECT w.series, w.ref_area, w.time_period, w.valid_from, p.freq, sum(p.obs_value * power(10, p.unit_mult - w.unit_mult)) AS total,
           any_value(w.obs_value) AS obs_value, string_agg(p.time_period || ' = ' || p.obs_value, ' + ' ORDER BY p.time_period) AS evidence
    FROM whole w JOIN observation p
      ON p.series = w.series AND p.ref_area = w.ref_area AND p.transformation = 'N' AND p.freq <> 'A' AND NOT p.derived
     AND left(p.time_period, 4) = w.time_period AND p.extract_id = w.extract_id AND p.valid_from = w.valid_from AND p.unit_measure = w.unit_measure
    GROUP BY w.series, w.ref_area, w.time_period, w.valid_from, p.freq
    HAVING count(*) = CASE p.freq WHEN 'S' THEN 2 WHEN 'Q' THEN 4 ELSE 12 END
)
SELECT series, ref_area, 'A', time_period, 'N', valid_from, series || ' ' || time_period || ' = ' || obs_value, total || ' (' || evidence || ')',
       'Số cả năm không bằng tổng các kỳ trong năm.', 'The year''s figure is not the sum of its parts.'
FROM parts
WHERE abs(obs_value - total) > 0.005 * greatest(abs(obs_value), abs(total));

-- A sum and its parts, as printed: half a percent, and where figures are short what rounding can make of them.
CREATE TEMP MACRO rounding(x) AS CASE WHEN x = round(x) THEN 0.5 WHEN x = round(x, 1) THEN 0.05 WHEN x = round(x, 2) THEN 0.005 ELSE 0 END;

-- The parts that the catalogue names, where one extract states all of them.
INSERT INTO odd
WITH parts AS (
    SELECT w.series, w.ref_area, w.freq, w.time_period, w.transformation, w.valid_from, w.obs_value,
           sum(p.obs_value * power(10, p.unit_mult - w.unit_mult) ORDER BY p.series, p.ref_area) AS total,
           rounding(w.obs_value) + sum(rounding(p.obs_value) * power(10, p.unit_mult - w.unit_mult)) AS rounding,
           string_agg(p.series || CASE WHEN p.ref_area <> w.ref_area THEN ' ' || p.ref_area ELSE '' END || ' = ' || p.obs_value, ' + ' ORDER BY p.series, p.ref_area) AS evidence
    FROM observation w
    JOIN series_part s ON s.series = w.series AND coalesce(s.ref_area, w.ref_area) = w.ref_area
    JOIN observation p ON p.series = s.part AND p.ref_area = coalesce(s.part_area, w.ref_area) AND p.freq = w.freq AND p.time_period = w.time_period
        AND p.transformation = w.transformation AND p.extract_id = w.extract_id AND p.valid_from = w.valid_from AND p.unit_measure = w.unit_measure
    WHERE w.transformation IN ('N', 'YTD') AND NOT w.derived AND NOT p.derived
    GROUP BY w.series, w.ref_area, w.freq, w.time_period, w.transformation, w.valid_from, w.obs_value
    HAVING count(*) = (SELECT count(*) FROM series_part s WHERE s.series = w.series AND coalesce(s.ref_area, w.ref_area) = w.ref_area)
)
SELECT series, ref_area, freq, time_period, transformation, valid_from, series || ' ' || time_period || ' = ' || obs_value, total || ' (' || evidence || ')',
       'Số tổng không bằng tổng các bộ phận.', 'The total is not the sum of its parts.'
FROM parts
WHERE abs(obs_value - total) > greatest(0.005 * abs(total), rounding);

-- The parts that a table of a workbook prints below a total: the rows one step deeper in the stub, or those of a heading
-- that parts the total (Phân theo …). More than the total they must not be. That they are all of it, a table does not
-- say: that is so where in earlier extracts of the source as many of them, or fewer, always made the total.
INSERT INTO odd
WITH total AS (
    SELECT o.series, o.ref_area, o.freq, o.time_period, o.transformation, o.valid_from, e.source, c.*,
           left(c.row_path, greatest(0, length(c.row_path) - length(c.row_label) - 3)) AS parent,
           -- Of several totals in one column none is known to be the one that a heading parts.
           lower(c.row_label) LIKE 'tổng%' AND count(DISTINCT c.cell_ref) OVER (PARTITION BY c.extract_id, c.sheet, c.table_title, c.column_path, regexp_extract(c.cell_ref, '^[A-Z]+')) = 1 AS is_parted
    FROM observation o
    JOIN series s USING (series)
    JOIN extract e USING (extract_id)
    JOIN cell c USING (extract_id, sheet, cell_ref)
    WHERE NOT o.derived AND o.transformation IN ('N', 'YTD') AND s.aggregation = 'sum' AND NOT s.can_fall
),
part AS (
    SELECT c.*, left(row_path, length(row_path) - length(row_label) - 3) AS parent
    FROM cell c
    WHERE length(row_path) > length(row_label) + 3 AND "value" >= 0
      AND NOT regexp_matches(lower(row_path), '%|tốc độ|tăng trưởng|t[ỷỉ] (lệ|trọng)|cơ cấu|so với|so cùng|bình quân|chỉ số')
),
held AS (
    SELECT t.series, t.ref_area, t.freq, t.time_period, t.transformation, t.valid_from, t.source, t."value" AS whole, p.parent,
           count(*) AS n, sum(p."value" ORDER BY p.cell_ref) AS total, rounding(t."value") + sum(rounding(p."value")) AS rounding,
           string_agg(p.row_label || ' = ' || p."value", ' + ' ORDER BY p.cell_ref) AS evidence
    FROM total t
    JOIN part p ON p.extract_id = t.extract_id AND p.sheet = t.sheet AND p.table_title = t.table_title AND p.column_path = t.column_path
        AND p.unit_text = t.unit_text AND regexp_extract(p.cell_ref, '^[A-Z]+') = regexp_extract(t.cell_ref, '^[A-Z]+')
        AND (p.parent = t.row_path
             OR (t.is_parted AND regexp_matches(lower(p.parent), '^(.* › )?(phân|chia) theo [^›]*$')
                 AND t.parent = regexp_replace(p.parent, '(^| › )[^›]*$', '')))
    GROUP BY t.series, t.ref_area, t.freq, t.time_period, t.transformation, t.valid_from, t.source, t.sheet, t.cell_ref, t."value", p.parent
    -- A label that comes twice is of two things.
    HAVING count(*) >= 2 AND count(*) = count(DISTINCT p.row_label)
),
known AS (
    SELECT h.*, count(b.n) AS earlier, bool_and(b.n <= h.n AND abs(b.whole - b.total) <= greatest(0.005 * abs(b.whole), b.rounding)) AS were_all
    FROM held h
    LEFT JOIN held b ON b.source = h.source AND b.series = h.series AND b.ref_area = h.ref_area AND lower(b.parent) = lower(h.parent) AND b.valid_from < h.valid_from
    GROUP BY ALL
)
SELECT series, ref_area, freq, time_period, transformation, valid_from, series || ' ' || time_period || ' = ' || whole, total || ' (' || evidence || ')',
       'Số tổng không bằng tổng các bộ phận trong bảng.', 'The total is not the sum of the parts in the table.'
FROM known
WHERE abs(whole - total) > greatest(0.005 * abs(whole), rounding)
  AND (total > whole OR (earlier >= 3 AND were_all));

DROP MACRO rounding;

INSERT INTO problem
SELECT o.extract_id, e.file_name, concat_ws('!', o.sheet, o.cell_ref), odd.found, odd.expected, 'warning', odd.message_vi, odd.message_en
FROM odd
JOIN observation o USING (series, ref_area, freq, time_period, transformation, valid_from)
JOIN extract e USING (extract_id)
WHERE NOT o.derived
ORDER BY ALL;

-- Months that a suspect cumulative figure went into are no better than it.
UPDATE observation SET suspect = true
FROM (
    SELECT series, ref_area, freq, time_period, transformation, valid_from, NULL::DATE AS known_to, false AS derived FROM odd
    UNION ALL
    SELECT o.series, o.ref_area, 'M', strftime(o.period_end, '%Y-%m'), 'N', o.valid_from, coalesce(o.valid_to, DATE '9999-12-31'), true
    FROM (
        SELECT o.*, unnest([(o.time_period || '-01')::DATE, (o.time_period || '-01')::DATE + INTERVAL 1 MONTH]) AS period_end
        FROM odd JOIN observation o USING (series, ref_area, freq, time_period, transformation, valid_from)
        WHERE o.freq = 'M' AND o.transformation = 'YTD'
    ) o
    WHERE left(strftime(o.period_end, '%Y-%m'), 4) = left(o.time_period, 4)
) AS bad
WHERE observation.series = bad.series AND observation.ref_area = bad.ref_area AND observation.freq = bad.freq
  AND observation.time_period = bad.time_period AND observation.transformation = bad.transformation
  AND observation.derived = bad.derived
  AND CASE WHEN bad.derived
           THEN observation.valid_from < bad.known_to AND bad.valid_from < coalesce(observation.valid_to, DATE '9999-12-31')
           ELSE observation.valid_from = bad.valid_from END;

-- A new unit: told once for each series of an extract, when no earlier extract of its source used that multiple.
INSERT INTO problem
WITH used AS (
    SELECT e.source, o.series, o.unit_mult, o.extract_id, o.valid_from, min(concat_ws('!', o.sheet, o.cell_ref)) AS place, min(o.time_period) AS time_period
    FROM observation o JOIN extract e USING (extract_id)
    WHERE NOT o.derived AND o.transformation IN ('N', 'YTD')
    GROUP BY ALL
)
SELECT u.extract_id, e.file_name, u.place, u.series || ' ' || u.time_period || ': 10^' || u.unit_mult, string_agg(DISTINCT '10^' || b.unit_mult, ' · ' ORDER BY '10^' || b.unit_mult),
       'warning',
       'Đơn vị tính khác các lần công bố trước; số liệu được dùng theo đơn vị ghi trong tệp.',
       'The unit differs from earlier publications; the figures are taken in the unit the file states.'
FROM used u
JOIN used b ON b.source = u.source AND b.series = u.series AND b.valid_from < u.valid_from
JOIN extract e ON e.extract_id = u.extract_id
GROUP BY u.extract_id, e.file_name, u.place, u.series, u.time_period, u.unit_mult
HAVING bool_and(b.unit_mult <> u.unit_mult)
ORDER BY ALL;

DROP TABLE odd;
