-- A sum and the parts that the catalogue names, where one extract states all of them: they add up within half a percent, and
-- where figures are short within what rounding can make of them. Told of the part that is out of line with what it used to be
-- beside the others, else of the total.

WITH stated_whole AS (
    SELECT w.series, w.ref_area, w.freq, w.time_period, w.transformation, w.valid_from, w.obs_value, w.extract_id, w.cell_ref,
           sum(p.obs_value * power(10, p.unit_mult - w.unit_mult) ORDER BY p.series, p.ref_area) AS total,
           rounding(w.obs_value) + sum(rounding(p.obs_value) * power(10, p.unit_mult - w.unit_mult)) AS rounding,
           string_agg(p.series || CASE WHEN p.ref_area <> w.ref_area THEN ' ' || p.ref_area ELSE '' END || ' = ' || p.obs_value, ' + '
               ORDER BY p.series, p.ref_area) AS evidence,
           list({'series': p.series, 'ref_area': p.ref_area, 'obs_value': p.obs_value,
               'amount': p.obs_value * power(10, p.unit_mult - w.unit_mult)}
                ORDER BY p.series, p.ref_area) AS parts
    FROM observation w
    JOIN series_part s ON s.series = w.series AND coalesce(s.ref_area, w.ref_area) = w.ref_area
    JOIN observation p ON p.series = s.part AND p.ref_area = coalesce(s.part_area, w.ref_area) AND p.freq = w.freq
        AND p.time_period = w.time_period
        AND p.transformation = w.transformation AND p.extract_id = w.extract_id AND p.valid_from = w.valid_from
            AND p.unit_measure = w.unit_measure
    WHERE w.transformation IN ('N', 'YTD') AND NOT w.derived AND NOT p.derived AND w.obs_status <> 'F' AND p.obs_status <> 'F'
    GROUP BY w.series, w.ref_area, w.freq, w.time_period, w.transformation, w.valid_from, w.obs_value, w.extract_id, w.cell_ref
    HAVING count(*) = (SELECT count(*) FROM series_part s WHERE s.series = w.series AND coalesce(s.ref_area, w.ref_area) = w.ref_area)
),
wrong AS (
    SELECT * FROM stated_whole WHERE abs(obs_value - total) > greatest(0.005 * abs(total), rounding)
),
piece AS (
    SELECT w.* EXCLUDE (parts), unnest(w.parts) AS part FROM wrong w
),
-- Beside the sum of the other parts, as in earlier extracts whose parts made the total.
weighed AS (
    SELECT p.series, p.ref_area, p.freq, p.time_period, p.transformation, p.valid_from, p.part,
           abs(ln(p.part.amount / (p.total - p.part.amount) / u.usual)) AS off,
           abs(ln((p.part.amount + p.obs_value - p.total) / (p.total - p.part.amount) / u.usual)) AS mended
    FROM piece p
    JOIN (
        SELECT g.series, g.ref_area, g.freq, g.transformation, g.time_period, g.valid_from, g.part.series AS part,
            g.part.ref_area AS part_area,
               median(b.part.amount / (b.total - b.part.amount)) AS usual
        FROM piece g
        JOIN (SELECT * EXCLUDE (parts), unnest(parts) AS part FROM stated_whole ANTI
            JOIN wrong USING (series, ref_area, freq, time_period, transformation, valid_from)) b
          ON b.series = g.series AND b.ref_area = g.ref_area AND b.part.series = g.part.series AND b.part.ref_area = g.part.ref_area
         AND b.valid_from < g.valid_from AND b.part.amount > 0 AND b.total > b.part.amount
        GROUP BY ALL
    ) u ON u.series = p.series AND u.ref_area = p.ref_area AND u.freq = p.freq AND u.transformation = p.transformation
        AND u.time_period = p.time_period
       AND u.valid_from = p.valid_from AND u.part = p.part.series AND u.part_area = p.part.ref_area
    WHERE p.part.amount > 0 AND p.total > p.part.amount AND p.part.amount + p.obs_value - p.total > 0
),
named AS (
    SELECT * FROM weighed
    WHERE off >= ln(1.25) AND mended <= off / 3
    QUALIFY row_number() OVER (PARTITION BY series, ref_area, freq, time_period, transformation, valid_from ORDER BY off - mended DESC) = 1
)
SELECT coalesce(n.part.series, w.series) AS series, coalesce(n.part.ref_area, w.ref_area) AS ref_area, w.freq, w.time_period,
    w.transformation, w.valid_from,
       CASE WHEN n.part IS NULL THEN w.series || ' ' || w.time_period || ' = ' || w.obs_value
            ELSE n.part.series || ' ' || w.time_period || ' = ' || n.part.obs_value END AS found,
       CASE WHEN n.part IS NULL THEN w.total || ' (' || w.evidence || ')'
            ELSE (n.part.amount + w.obs_value - w.total) || ' (' || w.series || ' = ' || w.obs_value || ' ' || w.cell_ref || '; '
                || w.evidence || ')' END AS expected,
       CASE WHEN n.part IS NULL THEN 'Số tổng không bằng tổng các bộ phận.'
            ELSE 'Số tổng không bằng tổng các bộ phận; bộ phận này khác thường so với các bộ phận kia.' END AS message_vi,
       CASE WHEN n.part IS NULL THEN 'The total is not the sum of its parts.'
            ELSE 'The total is not the sum of its parts; it is this part that is out of line with the others.' END AS message_en
FROM wrong w LEFT JOIN named n USING (series, ref_area, freq, time_period, transformation, valid_from)
