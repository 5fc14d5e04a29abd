-- Single months from cumulative figures (YTD to N), for each interval in which both cumulative figures were known:
-- month = cumulative to the month - cumulative to the month before. A cumulative figure that contradicts the months
-- is a problem and yields nothing.

CREATE TEMP TABLE cumulative AS
SELECT o.*, s.can_fall,
       left(o.time_period, 4)::INTEGER AS "year", right(o.time_period, 2)::INTEGER AS "month",
       o.obs_value * power(10, o.unit_mult) AS amount,
       coalesce(o.valid_to, DATE '9999-12-31') AS until
FROM observation o JOIN series s USING (series)
WHERE o.transformation = 'YTD' AND o.freq = 'M' AND s.aggregation = 'sum';

-- One row for each pair of neighbouring vintages of neighbouring months; January stands alone.
CREATE TEMP TABLE step AS
SELECT c.*, 0.0::DOUBLE AS before, NULL AS before_ref, NULL::VARCHAR AS before_period, NULL::DATE AS before_from, c.valid_from AS known_from, c.until AS known_to
FROM cumulative c WHERE c."month" = 1
UNION ALL BY NAME
SELECT c.*, p.amount AS before, p.cell_ref AS before_ref, p.time_period AS before_period, p.valid_from AS before_from,
       greatest(c.valid_from, p.valid_from) AS known_from, least(c.until, p.until) AS known_to
FROM cumulative c
JOIN cumulative p USING (series, ref_area, "year", unit_measure)
WHERE c."month" = p."month" + 1 AND greatest(c.valid_from, p.valid_from) < least(c.until, p.until);

INSERT INTO problem
SELECT s.extract_id, e.file_name, concat_ws('!', s.sheet, s.cell_ref),
       s.series || ' ' || s.time_period || ' = ' || s.obs_value,
       '>= ' || s.before / power(10, s.unit_mult) || coalesce(' (' || s.before_period || ')', ''),
       'warning',
       CASE WHEN s.can_fall THEN 'Số cộng dồn thấp hơn tháng trước (chuỗi này có thể giảm).'
            ELSE 'Số cộng dồn thấp hơn tháng trước; không suy ra số của tháng.' END,
       CASE WHEN s.can_fall THEN 'The cumulative figure is lower than the month before (this series may fall).'
            ELSE 'The cumulative figure is lower than the month before; no month is derived.' END
FROM step s JOIN extract e USING (extract_id)
WHERE s.amount < s.before AND s.valid_to IS NULL AND s.known_to = DATE '9999-12-31';

-- Months published in their own right.
CREATE TEMP TABLE published_month AS
SELECT o.*, o.obs_value * power(10, o.unit_mult) AS amount, coalesce(o.valid_to, DATE '9999-12-31') AS until
FROM observation o
WHERE o.transformation = 'N' AND o.freq = 'M' AND NOT o.derived
  AND (o.series, o.ref_area) IN (SELECT series, ref_area FROM cumulative);

-- Half a percent covers the rounding of published figures.
CREATE TEMP MACRO differs(cumulative, before, "month") AS
    abs(cumulative - before - "month") > 0.005 * greatest(abs(cumulative), abs("month"));

-- A month revised without a new cumulative figure is no contradiction. So what is known now must differ, and what was known
-- on the first day on which all of it was: there the months before count as revised since the cumulative figure before.
CREATE TEMP TABLE contradiction AS
WITH now AS (
    SELECT s.*, s.before + m.amount AS expected, m.cell_ref AS month_ref, m.obs_value AS month_value
    FROM step s
    JOIN published_month m USING (series, ref_area, time_period, unit_measure)
    WHERE s.valid_to IS NULL AND m.valid_to IS NULL AND s.known_to = DATE '9999-12-31' AND differs(s.amount, s.before, m.amount)
),
at_first AS (
    SELECT n.* EXCLUDE (before, before_from), s.before, s.before_from, m.amount AS month_amount, greatest(s.known_from, m.valid_from) AS day
    FROM now n
    JOIN step s USING (series, ref_area, time_period, unit_measure, valid_from)
    JOIN published_month m USING (series, ref_area, time_period, unit_measure)
    WHERE greatest(s.known_from, m.valid_from) < least(s.known_to, m.until)
    QUALIFY row_number() OVER (PARTITION BY n.series, n.ref_area, n.time_period ORDER BY day) = 1
),
revised AS (
    SELECT f.series, f.ref_area, f.time_period, sum(new.amount - old.amount ORDER BY new.time_period) AS amount
    FROM at_first f
    JOIN published_month new USING (series, ref_area, unit_measure)
    JOIN published_month old USING (series, ref_area, unit_measure)
    WHERE old.time_period = new.time_period AND new.time_period < f.time_period AND left(new.time_period, 4) = left(f.time_period, 4)
      AND new.valid_from <= f.day AND f.day < new.until AND old.valid_from <= f.before_from AND f.before_from < old.until
    GROUP BY ALL
)
SELECT f.series, f.ref_area, f.time_period, f.extract_id, f.sheet, f.cell_ref, f.obs_value, f.unit_mult, f.expected, f.month_ref, f.month_value
FROM at_first f LEFT JOIN revised r USING (series, ref_area, time_period)
WHERE differs(f.amount, f.before + coalesce(r.amount, 0), f.month_amount);

DROP MACRO differs;

INSERT INTO problem
SELECT c.extract_id, e.file_name, concat_ws('!', c.sheet, c.cell_ref),
       c.series || ' ' || c.time_period || ' = ' || c.obs_value,
       c.expected / power(10, c.unit_mult) || ' (' || c.month_value || ' ' || c.month_ref || ')',
       'error',
       'Số cộng dồn không khớp với số của các tháng.',
       'The cumulative figure contradicts the months.'
FROM contradiction c JOIN extract e USING (extract_id);

UPDATE observation SET suspect = true
FROM (SELECT series, ref_area, time_period, extract_id, cell_ref FROM contradiction
      UNION
      SELECT series, ref_area, time_period, extract_id, cell_ref FROM step
      WHERE amount < before AND NOT can_fall) AS odd
WHERE observation.transformation = 'YTD'
  AND observation.series = odd.series AND observation.ref_area = odd.ref_area
  AND observation.time_period = odd.time_period AND observation.extract_id = odd.extract_id
  AND observation.cell_ref = odd.cell_ref;

INSERT INTO observation
WITH month AS (
    SELECT s.*,
           -- From the day a month is published in its own right nothing is derived.
           least(s.known_to, coalesce((
               SELECT min(m.valid_from) FROM published_month m
               WHERE m.series = s.series AND m.ref_area = s.ref_area AND m.time_period = s.time_period), s.known_to)) AS known_until
    FROM step s
    WHERE s.can_fall
       OR (s.amount >= s.before AND NOT EXISTS (
           -- Nor can the month after a contradictory figure be told.
           SELECT 1 FROM step f
           WHERE f.series = s.series AND f.ref_area = s.ref_area AND f.time_period = s.before_period AND f.amount < f.before
             AND f.known_from < s.known_to AND s.known_from < f.known_to))
)
SELECT series, ref_area, 'M', time_period, (time_period || '-01')::DATE, 'N',
       (amount - before) / power(10, unit_mult), unit_measure, unit_mult, obs_status,
       known_from, CASE WHEN known_until < DATE '9999-12-31' THEN known_until END,
       true, false, extract_id, sheet, cell_ref
FROM month
WHERE known_from < known_until;

DROP TABLE contradiction;
DROP TABLE published_month;
DROP TABLE step;
DROP TABLE cumulative;
