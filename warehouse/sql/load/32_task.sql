-- Where tasks and milestones stand on a day. Progress is a figure like any other (PROGRESS.A1.01, percent, 100 = done),
-- so it has vintages; what is overdue follows from the deadline and the day asked for. Where nobody has reported nothing is
-- known: no_report says so, and report_overdue that the day has passed. A yearly account is itself the report.

CREATE MACRO progress_asof(d) AS TABLE
SELECT substr(series, length('PROGRESS.') + 1) AS code, left(time_period, 4)::INTEGER AS "year", obs_value AS progress,
       valid_from AS reported_on,
       -- The report on the latest period counts, whenever it was published.
       row_number() OVER (
           PARTITION BY series
           ORDER BY left(time_period, 4) DESC,
                    CASE freq WHEN 'M' THEN right(time_period, 2)::INTEGER
                              WHEN 'Q' THEN 3 * right(time_period, 1)::INTEGER
                              WHEN 'S' THEN 6 * right(time_period, 1)::INTEGER ELSE 12 END DESC,
                    valid_from DESC, transformation) = 1 AS is_latest
FROM observation_asof(d::DATE)
WHERE series LIKE 'PROGRESS.%' AND transformation IN ('N', 'YTD') AND obs_status <> 'F';
COMMENT ON MACRO TABLE progress_asof IS 'Reports on tasks and milestones known at the end of day d';

CREATE MACRO task_asof(d) AS TABLE
WITH report AS (
    SELECT code AS task, any_value(progress) FILTER (WHERE is_latest) AS progress,
           any_value(reported_on) FILTER (WHERE is_latest) AS reported_on,
           -- Of a yearly account: that of the last full year, or a later one.
           coalesce(bool_or(progress >= 100 AND "year" >= year(d::DATE) - 1), false) AS is_accounted
    FROM progress_asof(d::DATE)
    GROUP BY code
),
standing AS (
    SELECT t.* EXCLUDE (due, state, report_overdue, progress, reported_on), r.progress, r.reported_on,
           coalesce(r.is_accounted, false) AS is_accounted,
           -- The first yearly account is that of 2020, the year of the Plan.
           CASE WHEN t.deadline_kind <> 'yearly' THEN t.due
                WHEN coalesce(r.is_accounted, false) OR year(d::DATE) <= 2020 THEN make_date(year(d::DATE), 12, 31)
                ELSE make_date(year(d::DATE) - 1, 12, 31) END AS due
    FROM task t LEFT JOIN report r USING (task)
)
SELECT task, appendix, title, lead, partners, product, deadline, deadline_kind, due, department,
       CASE WHEN deadline_kind = 'yearly' THEN CASE WHEN due < d::DATE THEN 'overdue' WHEN is_accounted THEN 'done' ELSE 'open' END
            WHEN progress >= 100 THEN 'done'
            WHEN deadline_kind = 'throughout' THEN 'ongoing'
            WHEN reported_on IS NULL THEN 'no_report'
            WHEN due < d::DATE THEN 'overdue'
            WHEN progress > 0 THEN 'in_progress'
            ELSE 'open' END AS state,
       deadline_kind NOT IN ('yearly', 'throughout') AND reported_on IS NULL AND due < d::DATE AS report_overdue,
       progress, reported_on, title_en
FROM standing;
COMMENT ON MACRO TABLE task_asof IS 'task as it stood at the end of day d';

CREATE MACRO milestone_asof(d) AS TABLE
SELECT m.* EXCLUDE (state, report_overdue, progress, reported_on),
       CASE WHEN r.reported_on IS NULL THEN 'no_report'
            WHEN r.progress >= 100 THEN 'met' WHEN m.due < d::DATE THEN 'not_met' ELSE 'due' END AS state,
       r.reported_on IS NULL AND m.due < d::DATE AS report_overdue,
       r.progress, r.reported_on
FROM milestone m
LEFT JOIN progress_asof(d::DATE) r ON r.code = m.milestone AND r.is_latest;
COMMENT ON MACRO TABLE milestone_asof IS 'milestone as it stood at the end of day d';

UPDATE task SET state = s.state, due = s.due, report_overdue = s.report_overdue, progress = s.progress, reported_on = s.reported_on
FROM task_asof(getvariable('as_of')) s WHERE s.task = task.task;
UPDATE milestone SET state = s.state, report_overdue = s.report_overdue, progress = s.progress, reported_on = s.reported_on
FROM milestone_asof(getvariable('as_of')) s WHERE s.milestone = milestone.milestone;
