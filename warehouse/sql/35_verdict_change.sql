-- The memory: verdicts that a day changed. The judge fills it from what each publication day changed in the yearly values
-- (36_value_changes.sql). All follows from the vintages, so it is the same whatever the order of arrival.

CREATE TABLE verdict_change (
    published_on DATE NOT NULL,
    indicator    VARCHAR NOT NULL,
    horizon      VARCHAR NOT NULL,
    was          VARCHAR NOT NULL,
    became       VARCHAR NOT NULL,
    series       VARCHAR,
    time_period  VARCHAR,
    old_value    DOUBLE,
    new_value    DOUBLE,
    extract_id   VARCHAR,
    sheet        VARCHAR,
    cell_ref     VARCHAR
);
COMMENT ON TABLE verdict_change IS 'A verdict that a day changed; before its first row a verdict is no_data. Một kết luận đã thay đổi';
COMMENT ON COLUMN verdict_change.published_on IS 'Publication day; 1 January where only the year had turned';
COMMENT ON COLUMN verdict_change.indicator IS 'indicator.indicator';
COMMENT ON COLUMN verdict_change.horizon IS 'target.horizon';
COMMENT ON COLUMN verdict_change.was IS 'Verdict at the end of the day before';
COMMENT ON COLUMN verdict_change.became IS 'Verdict at the end of this day';
COMMENT ON COLUMN verdict_change.series IS 'Series of the figure that did it: the latest of those that alone would have, else the latest that changed';
COMMENT ON COLUMN verdict_change.time_period IS 'Its period';
COMMENT ON COLUMN verdict_change.old_value IS 'What was known for that year before, in the unit of new_value; null: nothing';
COMMENT ON COLUMN verdict_change.new_value IS 'The figure as published';
COMMENT ON COLUMN verdict_change.extract_id IS 'extract.extract_id of that figure; null where only the year had turned';
COMMENT ON COLUMN verdict_change.sheet IS 'Its sheet, null for a flat file';
COMMENT ON COLUMN verdict_change.cell_ref IS 'Its cell (C19) or line (L17)';
