-- The parts that a table of a workbook prints below a total: the rows one step deeper in the stub, or those of a heading
-- that parts the total (Phân theo …). More than the total they must not be. That they are all of it, a table does not
-- say: that is so where in earlier extracts of the source as many of them, or fewer, always made the total. Rows that make the total
-- twice part it in two ways (fish, shrimps and other; farmed and caught): nothing is wrong with them. Told of the part that is out
-- of line with what it used to be beside the others, else of the total.

WITH total AS (
    SELECT o.series, o.ref_area, o.freq, o.time_period, o.transformation, o.valid_from, e.source, c.*,
           left(c.row_path, greatest(0, length(c.row_path) - length(c.row_label) - 3)) AS parent,
           -- Of several totals in one column none is known to be the one that a heading parts.
           lower(c.row_label) LIKE 'tổng%'
               AND count(DISTINCT c.cell_ref) OVER (PARTITION BY c.extract_id, c.sheet, c.table_title, c.column_path,
                   regexp_extract(c.cell_ref, '^[A-Z]+')) = 1 AS is_parted
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
    SELECT t.series, t.ref_area, t.freq, t.time_period, t.transformation, t.valid_from, t.source, t.extract_id, t.sheet, t.cell_ref,
        t."value" AS whole, p.parent,
           count(*) AS n, sum(p."value" ORDER BY p.cell_ref) AS total, rounding(t."value") + sum(rounding(p."value")) AS rounding,
           string_agg(p.row_label || ' = ' || p."value", ' + ' ORDER BY p.cell_ref) AS evidence,
           list({'label': p.row_label, 'cell_ref': p.cell_ref, 'value': p."value"} ORDER BY p.cell_ref) AS parts
    FROM total t
    JOIN part p ON p.extract_id = t.extract_id AND p.sheet = t.sheet AND p.table_title = t.table_title AND p.column_path = t.column_path
        AND p.unit_text = t.unit_text AND regexp_extract(p.cell_ref, '^[A-Z]+') = regexp_extract(t.cell_ref, '^[A-Z]+')
        AND (p.parent = t.row_path
             OR (t.is_parted AND regexp_matches(lower(p.parent), '^(.* › )?(phân|chia) theo [^›]*$')
                 AND t.parent = regexp_replace(p.parent, '(^| › )[^›]*$', '')))
    GROUP BY t.series, t.ref_area, t.freq, t.time_period, t.transformation, t.valid_from, t.source, t.extract_id, t.sheet, t.cell_ref,
        t."value", p.parent
    -- A label that comes twice is of two things.
    HAVING count(*) >= 2 AND count(*) = count(DISTINCT p.row_label)
),
known AS (
    SELECT h.*, count(b.n) AS earlier,
        bool_and(b.n <= h.n AND abs(b.whole - b.total) <= greatest(0.005 * abs(b.whole), b.rounding)) AS were_all
    FROM held h
    LEFT JOIN held b ON b.source = h.source AND b.series = h.series AND b.ref_area = h.ref_area AND lower(b.parent) = lower(h.parent)
        AND b.valid_from < h.valid_from
    GROUP BY ALL
),
wrong AS (
    SELECT * FROM known
    WHERE abs(whole - total) > greatest(0.005 * abs(whole), rounding)
      AND (total > whole OR (earlier >= 3 AND were_all))
      AND (total < 1.5 * whole OR abs(total - round(total / whole) * whole) > greatest(0.005 * abs(total), rounding))
),
piece AS (
    SELECT w.* EXCLUDE (parts), unnest(w.parts) AS part FROM wrong w
),
usual AS (
    SELECT p.extract_id, p.sheet, p.cell_ref, p.series, p.ref_area, p.time_period, p.transformation, p.parent, p.part.cell_ref AS part_ref,
           median(b.part."value" / (b.total - b.part."value")) AS beside
    FROM piece p
    JOIN (SELECT * EXCLUDE (parts), unnest(parts) AS part FROM held WHERE abs(whole - total) <= greatest(0.005 * abs(whole), rounding)) b
      ON b.source = p.source AND b.series = p.series AND b.ref_area = p.ref_area AND lower(b.parent) = lower(p.parent)
          AND lower(b.part.label) = lower(p.part.label)
     AND b.valid_from < p.valid_from AND b.part."value" > 0 AND b.total > b.part."value"
    GROUP BY ALL
),
named AS (
    SELECT p.extract_id, p.sheet, p.cell_ref, p.series, p.ref_area, p.time_period, p.transformation, p.parent, p.part,
           abs(ln(p.part."value" / (p.total - p.part."value") / u.beside)) AS off,
           abs(ln((p.part."value" + p.whole - p.total) / (p.total - p.part."value") / u.beside)) AS mended
    FROM piece p
    JOIN usual u ON u.extract_id = p.extract_id AND u.sheet = p.sheet AND u.cell_ref = p.cell_ref AND u.series = p.series
        AND u.ref_area = p.ref_area
        AND u.time_period = p.time_period AND u.transformation = p.transformation AND u.parent = p.parent AND u.part_ref = p.part.cell_ref
    WHERE p.part."value" > 0 AND p.total > p.part."value" AND p.part."value" + p.whole - p.total > 0
    QUALIFY off >= ln(1.25) AND mended <= off / 3
        AND row_number() OVER (PARTITION BY p.extract_id, p.sheet, p.cell_ref, p.series, p.ref_area, p.time_period, p.transformation,
            p.parent ORDER BY off - mended DESC) = 1
)
-- The part is a cell, perhaps of no series: then nothing is marked.
SELECT coalesce(o.series, w.series) AS series, coalesce(o.ref_area, w.ref_area) AS ref_area, coalesce(o.freq, w.freq) AS freq,
       coalesce(o.time_period, w.time_period) AS time_period, coalesce(o.transformation, w.transformation) AS transformation,
           coalesce(o.valid_from, w.valid_from) AS valid_from,
       w.extract_id, w.sheet, coalesce(n.part.cell_ref, w.cell_ref) AS cell_ref,
       CASE WHEN n.part IS NULL THEN w.series || ' ' || w.time_period || ' = ' || w.whole ELSE n.part.label || ' = '
           || n.part."value" END AS found,
       CASE WHEN n.part IS NULL THEN w.total || ' (' || w.evidence || ')'
            ELSE (n.part."value" + w.whole - w.total) || ' (' || w.series || ' = ' || w.whole || ' ' || w.cell_ref || '; ' || w.evidence
                || ')' END AS expected,
       n.part IS NULL OR o.series IS NOT NULL AS suspect,
       CASE WHEN n.part IS NULL THEN 'Số tổng không bằng tổng các bộ phận trong bảng.'
            ELSE 'Số tổng không bằng tổng các bộ phận trong bảng; bộ phận này khác thường so với các bộ phận kia.' END AS message_vi,
       CASE WHEN n.part IS NULL THEN 'The total is not the sum of the parts in the table.'
            ELSE 'The total is not the sum of the parts in the table; it is this part that is out of line with the others.'
           END AS message_en
FROM wrong w
LEFT JOIN named n USING (extract_id, sheet, cell_ref, series, ref_area, time_period, transformation, parent)
LEFT JOIN observation o ON o.extract_id = w.extract_id AND o.sheet = w.sheet AND o.cell_ref = n.part.cell_ref
    AND o.valid_from = w.valid_from AND NOT o.derived
