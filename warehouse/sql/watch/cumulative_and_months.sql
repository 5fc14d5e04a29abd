-- A cumulative figure and the months of other publications: offices revise, so they differ by what was revised, up to one
-- part in twenty of the cumulative figure and up to half of the month. More than that is told. (Months of its own file are
-- held against it before it is taken: load/12_kept_out.sql.)
--
-- A month revised without a new cumulative figure is no contradiction. So what is known now must differ, and what was known
-- on the first day on which all of it was: there the months before count as revised since the cumulative figure before.

WITH now AS (
    SELECT s.*, s.before + m.amount AS expected, m.cell_ref AS month_ref, m.obs_value AS month_value, m.extract_id AS month_extract
    FROM step s
    JOIN published_month m USING (series, place, time_period, unit_measure)
    WHERE NOT s.derived AND s.valid_to IS NULL AND m.valid_to IS NULL AND s.known_to = end_of_time()
      AND (abs(s.amount - s.before - m.amount) > 0.05 * abs(s.amount) OR abs(s.amount - s.before - m.amount) > 0.5 * abs(m.amount))
),
at_first AS (
    SELECT n.* EXCLUDE (before, before_from), s.before, s.before_from, m.amount AS month_amount, greatest(s.known_from, m.valid_from) AS day
    FROM now n
    JOIN step s USING (series, place, time_period, unit_measure, valid_from)
    JOIN published_month m USING (series, place, time_period, unit_measure)
    WHERE greatest(s.known_from, m.valid_from) < least(s.known_to, m.until)
    QUALIFY row_number() OVER (PARTITION BY n.series, n.place, n.time_period ORDER BY day) = 1
),
revised AS (
    SELECT f.series, f.place, f.time_period, sum(new.amount - old.amount ORDER BY new.time_period) AS amount
    FROM at_first f
    JOIN published_month new USING (series, place, unit_measure)
    JOIN published_month old USING (series, place, unit_measure)
    WHERE old.time_period = new.time_period AND new.time_period < f.time_period AND left(new.time_period, 4) = left(f.time_period, 4)
      AND new.valid_from <= f.day AND f.day < new.until AND old.valid_from <= f.before_from AND f.before_from < old.until
    GROUP BY ALL
),
told AS (
    SELECT f.*, f.amount - f.before - coalesce(r.amount, 0) - f.month_amount AS difference
    FROM at_first f LEFT JOIN revised r USING (series, place, time_period)
)
SELECT t.series, t.ref_area, 'M' AS freq, t.time_period, 'YTD' AS transformation, t.valid_from,
       t.series || ' ' || t.time_period || ' = ' || t.obs_value AS found,
       t.expected / power(10, t.unit_mult) || ' ('
           || coalesce(t.before_period || ' = ' || t.before / power(10, t.unit_mult) || ' ' || t.before_ref || ', ' || b.file_name
               || ' + ', '')
           || t.time_period || ' = ' || t.month_value || ' ' || t.month_ref || ', ' || m.file_name || ')' AS expected,
       'Số cộng dồn lệch so với số của các tháng đã công bố, quá mức một lần điều chỉnh.' AS message_vi,
       'The cumulative figure differs from the published months by more than a revision does.' AS message_en
FROM told t
JOIN extract m ON m.extract_id = t.month_extract
LEFT JOIN extract b ON b.extract_id = t.before_extract
WHERE (abs(difference) > 0.05 * abs(t.amount) OR abs(difference) > 0.5 * abs(month_amount))
  AND abs(difference) > greatest(0.005 * abs(t.amount), 3 * rounding(t.obs_value) * power(10, t.unit_mult))
