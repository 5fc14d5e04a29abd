-- The latest report on each task and milestone at the end of $as_of.

SELECT code, "year", progress AS "value" FROM progress_asof($as_of::DATE) WHERE is_latest
