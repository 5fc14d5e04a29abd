-- Milestones as they stood at the end of $day.

SELECT milestone, state, report_overdue, progress, reported_on FROM milestone_asof($day::DATE) ORDER BY milestone
