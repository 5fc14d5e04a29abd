-- Tasks as they stood at the end of $day.

SELECT task, due, state, report_overdue, progress, reported_on FROM task_asof($day::DATE) ORDER BY task
