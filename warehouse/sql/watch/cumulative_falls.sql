-- A cumulative figure lower than that of the month known before it, be it months earlier. Rounding is no fall, and in another
-- publication up to one part in twenty is a revision. It is told of whichever of the two came later.

WITH current AS (
    SELECT *, rounding(obs_value) * power(10, unit_mult) AS rounded
    FROM cumulative SEMI JOIN small_extract USING (extract_id)
    WHERE valid_to IS NULL AND NOT derived
),
neighbour AS (
    SELECT *, lag(amount) OVER months AS before, lag(rounded) OVER months AS before_rounded, lag("month") OVER months AS before_month,
           lag(time_period) OVER months AS before_period, lag(valid_from) OVER months AS before_from,
               lag(extract_id) OVER months AS before_extract,
           lag(obs_value) OVER months AS before_value, lag(cell_ref) OVER months AS before_ref, lag(unit_mult) OVER months AS before_mult
    FROM current
    WINDOW months AS (PARTITION BY series, place, "year", unit_measure ORDER BY "month")
),
fall AS (
    SELECT n.*, b.file_name AS before_file, before_from > valid_from AS is_of_before
    FROM neighbour n LEFT JOIN extract b ON b.extract_id = n.before_extract
    WHERE CASE WHEN before IS NULL THEN "month" = 1 AND amount < 0
               WHEN can_fall THEN before_month = "month" - 1 AND amount < before - rounded - before_rounded
               WHEN before_extract = n.extract_id THEN amount < before - rounded - before_rounded
               ELSE amount < before - rounded - before_rounded AND before - amount > 0.05 * abs(amount) END
)
SELECT series, ref_area, 'M' AS freq, CASE WHEN is_of_before THEN before_period ELSE time_period END AS time_period,
    'YTD' AS transformation,
       CASE WHEN is_of_before THEN before_from ELSE valid_from END AS valid_from,
       CASE WHEN is_of_before THEN series || ' ' || before_period || ' = ' || before_value ELSE series || ' ' || time_period || ' = '
           || obs_value END AS found,
       CASE WHEN is_of_before THEN '<= ' || amount / power(10, before_mult) || ' (' || time_period || ')'
            ELSE '>= ' || coalesce(before, 0) / power(10, unit_mult)
                 || coalesce(' (' || before_period || CASE WHEN before_month < "month" - 1 AND before_extract <> extract_id THEN ', '
                     || before_file || ' ' || before_ref ELSE '' END || ')', '') END AS expected,
       NOT can_fall AS suspect,
       CASE WHEN can_fall THEN 'Số cộng dồn thấp hơn tháng trước (chuỗi này có thể giảm).'
            ELSE 'Số cộng dồn thấp hơn tháng trước; không suy ra số của tháng.' END AS message_vi,
       CASE WHEN can_fall THEN 'The cumulative figure is lower than the month before (this series may fall).'
            ELSE 'The cumulative figure is lower than the month before; no month is derived.' END AS message_en
FROM fall
