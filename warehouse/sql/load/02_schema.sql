-- The contract with analysts: every relation they meet, named as SDMX names it, each with its meaning as a comment.
-- Published read-only; a figure's way back to its cell is (extract_id, sheet, cell_ref).

CREATE TABLE publication (
    as_of           DATE NOT NULL,
    built_at        TIMESTAMPTZ NOT NULL,
    program_version VARCHAR NOT NULL,
    inputs          VARCHAR NOT NULL
);
COMMENT ON TABLE publication IS 'One row: what this file is. Bản công bố này';
COMMENT ON COLUMN publication.as_of IS 'Latest publication day among the accepted extracts; verdicts are judged on this day';
COMMENT ON COLUMN publication.built_at IS 'When this file was built (UTC)';
COMMENT ON COLUMN publication.program_version IS 'Version of plan86 that built it; after the plus, which build';
COMMENT ON COLUMN publication.inputs IS 'Hash of everything it was built from: the same inputs are not built twice';

CREATE TABLE extract (
    extract_id    VARCHAR NOT NULL,
    source        VARCHAR NOT NULL,
    rank          INTEGER NOT NULL,
    file_name     VARCHAR NOT NULL,
    published_on  DATE NOT NULL,
    received_at   TIMESTAMPTZ NOT NULL,
    state         VARCHAR NOT NULL,
    cells         BIGINT NOT NULL,
    observations  BIGINT NOT NULL,
    problems      BIGINT NOT NULL,
    withdrawn_at  TIMESTAMPTZ,
    withdrawn_why VARCHAR
);
COMMENT ON TABLE extract IS 'One landed file. Một tệp đã nhận';
COMMENT ON COLUMN extract.extract_id IS 'SHA-256 of the bytes, hexadecimal; the folder name under landed/';
COMMENT ON COLUMN extract.source IS 'Source it was delivered for (ingest/sources)';
COMMENT ON COLUMN extract.rank IS
    'Of its source: 1 statistics offices, 2 departments and the People''s Committee, 3 press; of several that '
    'state a figure the lowest counts';
COMMENT ON COLUMN extract.file_name IS 'Name it was delivered under';
COMMENT ON COLUMN extract.published_on IS 'Publication day: by content, else file name, else Last-Modified, else first receipt';
COMMENT ON COLUMN extract.received_at IS 'Latest receipt (UTC); decides only between extracts of one rank and publication day';
COMMENT ON COLUMN extract.state IS 'accepted, accepted_with_problems, rejected, or withdrawn (taken back: kept, but nothing of it counts)';
COMMENT ON COLUMN extract.cells IS 'Numbers kept as read in cell';
COMMENT ON COLUMN extract.observations IS 'Figures accepted; 0 when rejected or withdrawn';
COMMENT ON COLUMN extract.problems IS 'What is wrong with it: the sum of problem.times';
COMMENT ON COLUMN extract.withdrawn_at IS 'When it was taken back (UTC); null unless it is withdrawn';
COMMENT ON COLUMN extract.withdrawn_why IS 'Why, in the words of whoever took it back';

CREATE TABLE cell (
    extract_id   VARCHAR NOT NULL,
    file_name    VARCHAR NOT NULL,
    sheet        VARCHAR NOT NULL,
    cell_ref     VARCHAR NOT NULL,
    table_title  VARCHAR NOT NULL,
    row_label    VARCHAR NOT NULL,
    row_path     VARCHAR NOT NULL,
    column_path  VARCHAR NOT NULL,
    unit_text    VARCHAR NOT NULL,
    "value"      DOUBLE NOT NULL,
    raw          VARCHAR NOT NULL,
    hidden       BOOLEAN NOT NULL,
    member       VARCHAR
);
COMMENT ON TABLE cell IS 'One number in a workbook or table, as read. Một ô số trong biểu';
COMMENT ON COLUMN cell.extract_id IS 'extract.extract_id';
COMMENT ON COLUMN cell.file_name IS 'extract.file_name';
COMMENT ON COLUMN cell.sheet IS 'Sheet name as printed; in a ZIP the member before it: quy-3.xlsx › FDI';
COMMENT ON COLUMN cell.cell_ref IS 'Address in the sheet: C19; in a file with dimensions as it has them: [12], L40, [0:1:0:3]';
COMMENT ON COLUMN cell.table_title IS 'Title of the table, Unicode NFC, white space collapsed';
COMMENT ON COLUMN cell.row_label IS 'Label of the row';
COMMENT ON COLUMN cell.row_path IS 'Labels from the top of the stub to the row, joined by " › "; of a row without a label its number: [28]';
COMMENT ON COLUMN cell.column_path IS 'Headers from top to bottom, joined by " › "; a column without a header of its own ends in its '
    'letter: [N]';
COMMENT ON COLUMN cell.unit_text IS 'Unit as printed for the column, the row, a heading above it, or the table; % of shares and '
    'comparisons';
COMMENT ON COLUMN cell."value" IS 'The number';
COMMENT ON COLUMN cell.raw IS 'The text of the cell';
COMMENT ON COLUMN cell.hidden IS 'The sheet, row or column is hidden: nobody sees the number';
COMMENT ON COLUMN cell.member IS 'File within the archive; null where the extract is none';

CREATE TABLE observation (
    series         VARCHAR NOT NULL,
    ref_area       VARCHAR NOT NULL,
    freq           VARCHAR NOT NULL,
    time_period    VARCHAR NOT NULL,
    period_start   DATE NOT NULL,
    transformation VARCHAR NOT NULL,
    obs_value      DOUBLE NOT NULL,
    unit_measure   VARCHAR NOT NULL,
    unit_mult      INTEGER NOT NULL,
    obs_status     VARCHAR NOT NULL,
    valid_from     DATE NOT NULL,
    valid_to       DATE,
    derived        BOOLEAN NOT NULL,
    suspect        BOOLEAN NOT NULL,
    territory         VARCHAR,
    territory_assumed BOOLEAN NOT NULL,
    source         VARCHAR NOT NULL,
    extract_id     VARCHAR NOT NULL,
    sheet          VARCHAR,
    cell_ref       VARCHAR NOT NULL
);
COMMENT ON TABLE observation IS 'One figure, one vintage: a revised figure is a new row beside the old one. Một số liệu, một lần công bố';
COMMENT ON COLUMN observation.series IS 'series.series';
COMMENT ON COLUMN observation.ref_area IS
    'SDMX REF_AREA as stated: VN, VN-HP (the boundaries of the day), VN-HP.2020, VN-HP.2025 (fixed ones)';
COMMENT ON COLUMN observation.territory IS
    'The boundaries it is of: VN-HP.2020, VN-HP.2025, VN-61; VN-HP where a series is the same in both '
    '(series.same_territories); null where boundaries do not matter: the country, districts';
COMMENT ON COLUMN observation.territory_assumed IS 'It was published for today''s territory without saying so, of a time that began under '
    'another: it may be of the former one';
COMMENT ON COLUMN observation.source IS 'extract.source; of a derived figure that of its latest input';
COMMENT ON COLUMN observation.freq IS 'SDMX FREQ: A, S, Q or M';
COMMENT ON COLUMN observation.time_period IS 'SDMX TIME_PERIOD: 2024, 2024-Q3, 2024-03; of a cumulative figure the last month';
COMMENT ON COLUMN observation.period_start IS 'First day covered; 1 January for a cumulative figure';
COMMENT ON COLUMN observation.transformation IS 'N as is, YTD since January, G1 on the previous period, GY on a year before, GD on '
    'December, YTD_GY cumulative on cumulative, YTD_PLAN share of the plan, IX index; changes in percent';
COMMENT ON COLUMN observation.obs_value IS 'As published, in unit_measure times 10^unit_mult';
COMMENT ON COLUMN observation.unit_measure IS 'SDMX UNIT_MEASURE: USD, VND, T, VISIT, PC, ...';
COMMENT ON COLUMN observation.unit_mult IS 'SDMX UNIT_MULT: power of ten';
COMMENT ON COLUMN observation.obs_status IS 'SDMX OBS_STATUS: A normal, E estimate, P provisional, F forecast';
COMMENT ON COLUMN observation.valid_from IS 'Publication day: the first day on which this figure counts';
COMMENT ON COLUMN observation.valid_to IS 'Publication day of the figure that took its place, newer or of a better extract.rank; null = '
    'current; valid_from = it never counted';
COMMENT ON COLUMN observation.derived IS 'Computed from published figures: a month from two cumulative ones, a year''s figure by a '
    'formula (from observation_input)';
COMMENT ON COLUMN observation.suspect IS 'Kept, but at odds with other figures: see problem';
COMMENT ON COLUMN observation.extract_id IS 'extract.extract_id it comes from';
COMMENT ON COLUMN observation.sheet IS 'Sheet, null for a flat file; with cell_ref it joins cell';
COMMENT ON COLUMN observation.cell_ref IS 'C19 in a workbook, L17 (line) in a flat file, [12] or the like in a file with dimensions';

CREATE VIEW observation_current AS SELECT * FROM observation WHERE valid_to IS NULL;
COMMENT ON VIEW observation_current IS 'The latest vintage of each figure. Số liệu mới nhất';
COMMENT ON COLUMN observation_current.series IS 'observation.series';
COMMENT ON COLUMN observation_current.ref_area IS 'observation.ref_area';
COMMENT ON COLUMN observation_current.freq IS 'observation.freq';
COMMENT ON COLUMN observation_current.time_period IS 'observation.time_period';
COMMENT ON COLUMN observation_current.period_start IS 'observation.period_start';
COMMENT ON COLUMN observation_current.transformation IS 'observation.transformation: what the value says of its period';
COMMENT ON COLUMN observation_current.obs_value IS 'observation.obs_value: as published, in unit_measure times 10^unit_mult';
COMMENT ON COLUMN observation_current.unit_measure IS 'observation.unit_measure';
COMMENT ON COLUMN observation_current.unit_mult IS 'observation.unit_mult';
COMMENT ON COLUMN observation_current.obs_status IS 'observation.obs_status';
COMMENT ON COLUMN observation_current.valid_from IS 'observation.valid_from';
COMMENT ON COLUMN observation_current.valid_to IS 'observation.valid_to: null, it is the latest vintage';
COMMENT ON COLUMN observation_current.derived IS 'observation.derived';
COMMENT ON COLUMN observation_current.suspect IS 'observation.suspect';
COMMENT ON COLUMN observation_current.territory IS 'observation.territory: the boundaries it is of';
COMMENT ON COLUMN observation_current.territory_assumed IS 'observation.territory_assumed';
COMMENT ON COLUMN observation_current.source IS 'observation.source';
COMMENT ON COLUMN observation_current.extract_id IS 'observation.extract_id';
COMMENT ON COLUMN observation_current.sheet IS 'observation.sheet';
COMMENT ON COLUMN observation_current.cell_ref IS 'observation.cell_ref: with sheet and extract_id it joins cell; L17 is a line';

CREATE MACRO observation_asof(d) AS TABLE
    SELECT * FROM observation WHERE known_on(valid_from, valid_to, d);
COMMENT ON MACRO TABLE observation_asof IS 'What was known at the end of day d. Số liệu đã biết đến hết ngày d';

CREATE TABLE problem (
    extract_id VARCHAR NOT NULL,
    file_name  VARCHAR NOT NULL,
    place      VARCHAR NOT NULL,
    found      VARCHAR NOT NULL,
    expected   VARCHAR NOT NULL,
    severity   VARCHAR NOT NULL,
    message_vi VARCHAR NOT NULL,
    message_en VARCHAR NOT NULL,
    times      BIGINT NOT NULL DEFAULT 1,
    member     VARCHAR,
    sheet      VARCHAR,
    cell_ref   VARCHAR,
    line       INTEGER,
    "character" INTEGER,
    field      VARCHAR
);
COMMENT ON TABLE problem IS 'One thing wrong with an extract, or many of one kind. Một vấn đề của tệp, hoặc nhiều vấn đề cùng loại';
COMMENT ON COLUMN problem.extract_id IS 'extract.extract_id';
COMMENT ON COLUMN problem.file_name IS 'extract.file_name';
COMMENT ON COLUMN problem.place IS 'The place as one text: sheet!cell, line or column; empty for the whole file';
COMMENT ON COLUMN problem.member IS 'File within the archive; null where the extract is none';
COMMENT ON COLUMN problem.sheet IS 'Sheet as in cell.sheet; null in delimited text and for the whole file';
COMMENT ON COLUMN problem.cell_ref IS 'Cell as in cell.cell_ref; null for a line, a sheet, the whole file';
COMMENT ON COLUMN problem.line IS 'Line of a text, from 1; null elsewhere';
COMMENT ON COLUMN problem."character" IS 'Character of the line, from 1; null where the line is all that is known';
COMMENT ON COLUMN problem.field IS 'Header of the column in the line; without a line an address of the format itself: value, DATA';
COMMENT ON COLUMN problem.found IS 'What stands there';
COMMENT ON COLUMN problem.expected IS 'What was expected';
COMMENT ON COLUMN problem.severity IS 'error: a figure was kept out; warning: it was not';
COMMENT ON COLUMN problem.message_vi IS 'In Vietnamese';
COMMENT ON COLUMN problem.message_en IS 'In English';
COMMENT ON COLUMN problem.times IS 'How many of its kind the row stands for; their sum is extract.problems';

CREATE TABLE series (
    series       VARCHAR PRIMARY KEY,
    name_vi      VARCHAR NOT NULL,
    name_en      VARCHAR NOT NULL,
    unit_measure VARCHAR NOT NULL,
    unit_mult    INTEGER NOT NULL,
    aggregation  VARCHAR NOT NULL,
    can_fall     BOOLEAN NOT NULL,
    additive         BOOLEAN NOT NULL,
    same_territories BOOLEAN NOT NULL,
    note_vi      VARCHAR NOT NULL,
    note_en      VARCHAR NOT NULL
);
COMMENT ON TABLE series IS 'What a series is. Danh mục chuỗi số liệu';
COMMENT ON COLUMN series.series IS 'Code: TOPIC.MEASURE';
COMMENT ON COLUMN series.name_vi IS 'Name in Vietnamese';
COMMENT ON COLUMN series.name_en IS 'Name in English';
COMMENT ON COLUMN series.unit_measure IS 'Usual unit';
COMMENT ON COLUMN series.unit_mult IS 'Usual power of ten';
COMMENT ON COLUMN series.aggregation IS 'How periods make a longer one: sum, last or mean';
COMMENT ON COLUMN series.can_fall IS 'A cumulative figure may be lower than the month before';
COMMENT ON COLUMN series.additive IS 'Figures of a territory may be summed from those of its parts (area.parts): amounts and counts';
COMMENT ON COLUMN series.same_territories IS 'Its figures are the same in all boundaries of the city: one line on both';
COMMENT ON COLUMN series.note_vi IS 'Why, in Vietnamese';
COMMENT ON COLUMN series.note_en IS 'Why, in English';

CREATE TABLE area (
    ref_area   VARCHAR PRIMARY KEY,
    name_vi    VARCHAR NOT NULL,
    name_en    VARCHAR NOT NULL,
    valid_from DATE,
    valid_to   DATE,
    parts      VARCHAR[] NOT NULL
);
COMMENT ON TABLE area IS 'A territory and the days of its boundaries. Một địa bàn và thời gian hiệu lực của địa giới';
COMMENT ON COLUMN area.ref_area IS 'ISO 3166-2, of the boundaries of the day: VN-HP; with a year, of fixed boundaries: VN-HP.2020';
COMMENT ON COLUMN area.name_vi IS 'Name in Vietnamese';
COMMENT ON COLUMN area.name_en IS 'Name in English';
COMMENT ON COLUMN area.valid_from IS 'First day on which the boundaries were so; null = before all figures';
COMMENT ON COLUMN area.valid_to IS 'Last day; null = they are so today';
COMMENT ON COLUMN area.parts IS 'The areas it is made of; empty = not composed';

CREATE TABLE area_version (
    ref_area  VARCHAR NOT NULL,
    territory VARCHAR NOT NULL,
    from_day  DATE NOT NULL,
    until_day DATE NOT NULL
);
COMMENT ON TABLE area_version IS 'The boundaries that a place without a year means on a day. Địa giới của một địa bàn theo ngày';
COMMENT ON COLUMN area_version.ref_area IS 'Place without a year: VN-HP';
COMMENT ON COLUMN area_version.territory IS 'Its boundaries: VN-HP.2020';
COMMENT ON COLUMN area_version.from_day IS 'First publication day on which they are meant';
COMMENT ON COLUMN area_version.until_day IS 'Last publication day';

CREATE TABLE indicator (
    indicator          VARCHAR PRIMARY KEY,
    name_vi            VARCHAR NOT NULL,
    name_en            VARCHAR NOT NULL,
    unit               VARCHAR NOT NULL,
    unit_measure       VARCHAR NOT NULL,
    unit_mult          INTEGER NOT NULL,
    series             VARCHAR[] NOT NULL,
    transformation     VARCHAR NOT NULL,
    ref_area           VARCHAR NOT NULL,
    lead_department    VARCHAR NOT NULL,
    lead_department_en VARCHAR NOT NULL,
    department         VARCHAR NOT NULL,
    sector             VARCHAR NOT NULL,
    sector_vi          VARCHAR NOT NULL,
    sector_en          VARCHAR NOT NULL
);
COMMENT ON TABLE indicator IS 'One indicator of the Plan. Một chỉ tiêu của Kế hoạch';
COMMENT ON COLUMN indicator.indicator IS 'Code';
COMMENT ON COLUMN indicator.name_vi IS 'Name in Vietnamese';
COMMENT ON COLUMN indicator.name_en IS 'Name in English';
COMMENT ON COLUMN indicator.unit IS 'Unit of its values and bounds, in Vietnamese';
COMMENT ON COLUMN indicator.unit_measure IS 'SDMX UNIT_MEASURE of the unit';
COMMENT ON COLUMN indicator.unit_mult IS 'SDMX UNIT_MULT of the unit';
COMMENT ON COLUMN indicator.series IS 'The yearly value is the sum of these series; one missing, no value';
COMMENT ON COLUMN indicator.transformation IS 'N: the year''s amount; GY: its growth on the year before, in percent';
COMMENT ON COLUMN indicator.ref_area IS 'Area it is about';
COMMENT ON COLUMN indicator.lead_department IS 'Department that the Plan names; who answers today: department.answered_by';
COMMENT ON COLUMN indicator.lead_department_en IS 'The same in English';
COMMENT ON COLUMN indicator.department IS 'department.department of the one the Plan names';
COMMENT ON COLUMN indicator.sector IS 'Part of the Plan its targets stand in';
COMMENT ON COLUMN indicator.sector_vi IS 'The sector''s name in Vietnamese';
COMMENT ON COLUMN indicator.sector_en IS 'The sector''s name in English';

CREATE TABLE indicator_area (
    indicator VARCHAR NOT NULL,
    ref_area  VARCHAR NOT NULL
);
COMMENT ON TABLE indicator_area IS 'A territory that an indicator is judged on. Địa giới dùng để đánh giá một chỉ tiêu';
COMMENT ON COLUMN indicator_area.indicator IS 'indicator.indicator';
COMMENT ON COLUMN indicator_area.ref_area IS 'VN-HP.2020, VN-HP.2025; VN-HP where the series are the same in both';

CREATE TABLE target (
    indicator   VARCHAR NOT NULL,
    horizon     VARCHAR NOT NULL,
    clause      VARCHAR NOT NULL,
    basis       VARCHAR NOT NULL,
    from_year   INTEGER,
    to_year     INTEGER,
    "lower"     DOUBLE,
    "upper"     DOUBLE,
    strict      BOOLEAN NOT NULL,
    approximate BOOLEAN NOT NULL,
    reading     VARCHAR NOT NULL,
    direction   VARCHAR NOT NULL,
    printed     VARCHAR NOT NULL,
    note_vi     VARCHAR NOT NULL,
    note_en     VARCHAR NOT NULL
);
COMMENT ON TABLE target IS 'One target. Một mục tiêu';
COMMENT ON COLUMN target.indicator IS 'indicator.indicator';
COMMENT ON COLUMN target.horizon IS 'Year it falls due; empty: holds every year';
COMMENT ON COLUMN target.clause IS 'Where Plan 86/KH-UBND prints it: II.1.a(6)';
COMMENT ON COLUMN target.basis IS 'level, average_growth (percent a year), cumulative or average';
COMMENT ON COLUMN target.from_year IS 'First year of the window';
COMMENT ON COLUMN target.to_year IS 'Last year of the window';
COMMENT ON COLUMN target."lower" IS 'Lower bound in the indicator''s unit; null = open';
COMMENT ON COLUMN target."upper" IS 'Upper bound; null = open';
COMMENT ON COLUMN target.strict IS 'trên, dưới: the bound itself does not satisfy';
COMMENT ON COLUMN target.approximate IS 'khoảng';
COMMENT ON COLUMN target.reading IS 'stretch: reach the nearer bound; corridor: stay inside both';
COMMENT ON COLUMN target.direction IS 'up or down: what is better';
COMMENT ON COLUMN target.printed IS 'The words of the Plan';
COMMENT ON COLUMN target.note_vi IS 'How doubtful words were read, in Vietnamese';
COMMENT ON COLUMN target.note_en IS 'The same in English';

CREATE TABLE series_part (
    series    VARCHAR NOT NULL,
    part      VARCHAR NOT NULL,
    ref_area  VARCHAR,
    part_area VARCHAR
);
COMMENT ON TABLE series_part IS 'One of the parts that a series is the sum of. Một bộ phận của chuỗi tổng';
COMMENT ON COLUMN series_part.series IS 'series.series of the sum';
COMMENT ON COLUMN series_part.part IS 'series.series of the part';
COMMENT ON COLUMN series_part.ref_area IS 'Area of the sum; null: any, the part of the same';
COMMENT ON COLUMN series_part.part_area IS 'Area of the part; null: that of the sum';

CREATE TABLE series_break (
    series   VARCHAR NOT NULL,
    ref_area VARCHAR NOT NULL,
    "date"   DATE NOT NULL,
    bridge   DOUBLE,
    note_vi  VARCHAR NOT NULL,
    note_en  VARCHAR NOT NULL
);
COMMENT ON TABLE series_break IS 'A day on which the meaning of figures changed. Mốc gián đoạn của chuỗi số liệu';
COMMENT ON COLUMN series_break.series IS 'series.series, or * for all of the area';
COMMENT ON COLUMN series_break.ref_area IS 'Area';
COMMENT ON COLUMN series_break."date" IS 'First day on the new basis';
COMMENT ON COLUMN series_break.bridge IS 'Factor that makes earlier figures comparable; null = none';
COMMENT ON COLUMN series_break.note_vi IS 'What happened, in Vietnamese';
COMMENT ON COLUMN series_break.note_en IS 'In English';

CREATE TABLE indicator_break (
    indicator VARCHAR NOT NULL,
    "date"    DATE NOT NULL,
    bridge    DOUBLE
);
COMMENT ON TABLE indicator_break IS 'A break as it bears on one indicator: what is said of one of its series goes before what is said of '
    'all. Mốc gián đoạn của chỉ tiêu';
COMMENT ON COLUMN indicator_break.indicator IS 'indicator.indicator';
COMMENT ON COLUMN indicator_break."date" IS 'First day on the new basis';
COMMENT ON COLUMN indicator_break.bridge IS 'Factor that makes earlier figures comparable; null = none';

CREATE TABLE department (
    department   VARCHAR PRIMARY KEY,
    name_vi      VARCHAR NOT NULL,
    name_en      VARCHAR NOT NULL,
    valid_from   DATE,
    valid_to     DATE,
    succeeded_by VARCHAR,
    answered_by  VARCHAR NOT NULL,
    source       VARCHAR NOT NULL
);
COMMENT ON TABLE department IS 'One department that answers for something. Một cơ quan, đơn vị';
COMMENT ON COLUMN department.department IS 'Code';
COMMENT ON COLUMN department.name_vi IS 'Name in Vietnamese';
COMMENT ON COLUMN department.name_en IS 'Name in English';
COMMENT ON COLUMN department.valid_from IS 'First day on which it existed; null = since before the Plan';
COMMENT ON COLUMN department.valid_to IS 'Last day on which it existed; null = it does';
COMMENT ON COLUMN department.succeeded_by IS 'department.department of who took over after that day; null = nobody';
COMMENT ON COLUMN department.answered_by IS 'department.department of who answers on publication.as_of for what the Plan gave to this one: '
    'itself, or its successor';
COMMENT ON COLUMN department.source IS 'Where the succession is stated; empty where there is none';

CREATE TABLE task (
    task           VARCHAR PRIMARY KEY,
    appendix       INTEGER NOT NULL,
    title          VARCHAR NOT NULL,
    lead           VARCHAR NOT NULL,
    partners       VARCHAR NOT NULL,
    product        VARCHAR NOT NULL,
    deadline       VARCHAR NOT NULL,
    deadline_kind  VARCHAR NOT NULL,
    due            DATE,
    department     VARCHAR NOT NULL,
    state          VARCHAR,
    report_overdue BOOLEAN,
    progress       DOUBLE,
    reported_on    DATE,
    title_en       VARCHAR NOT NULL
);
COMMENT ON TABLE task IS 'One of the tasks of appendices 1 and 2, as of publication.as_of; of another day: task_asof(d). Một nhiệm vụ';
COMMENT ON COLUMN task.task IS 'Code: appendix and number, A1.01';
COMMENT ON COLUMN task.appendix IS '1: led by the city; 2: led by a ministry, the city takes part';
COMMENT ON COLUMN task.title IS 'As printed';
COMMENT ON COLUMN task.title_en IS 'In English; as printed where the catalogue (tasks.csv) has no English title';
COMMENT ON COLUMN task.lead IS 'Who leads, as printed';
COMMENT ON COLUMN task.partners IS 'Who takes part, as printed';
COMMENT ON COLUMN task.product IS 'What is to come of it, as printed';
COMMENT ON COLUMN task.deadline IS 'As printed';
COMMENT ON COLUMN task.deadline_kind IS 'quarter_end, period_end, yearly (an account every year) or throughout (no day of its own)';
COMMENT ON COLUMN task.due IS 'Last day; of a yearly account the one that is due next, or was due and is missing; null = throughout';
COMMENT ON COLUMN task.department IS 'Who answers for it in the city by the Plan: department.department; today: department.answered_by';
COMMENT ON COLUMN task.state IS 'no_report (nobody has reported on it), done, in_progress, open, overdue (reported on, below 100 and past '
    'due), or ongoing (throughout); of a yearly account, which is itself the report: done = that of last year is in, overdue = it is not';
COMMENT ON COLUMN task.report_overdue IS 'no_report, and its day has passed';
COMMENT ON COLUMN task.progress IS 'Percent done by the latest report; null = nobody reported';
COMMENT ON COLUMN task.reported_on IS 'Publication day of that report';

CREATE TABLE milestone (
    milestone       VARCHAR PRIMARY KEY,
    horizon         INTEGER NOT NULL,
    clause          VARCHAR NOT NULL,
    name_vi         VARCHAR NOT NULL,
    name_en         VARCHAR NOT NULL,
    lead_department VARCHAR NOT NULL,
    department      VARCHAR NOT NULL,
    due             DATE NOT NULL,
    printed         VARCHAR NOT NULL,
    note_vi         VARCHAR NOT NULL,
    note_en         VARCHAR NOT NULL,
    state           VARCHAR,
    report_overdue  BOOLEAN,
    progress        DOUBLE,
    reported_on     DATE
);
COMMENT ON TABLE milestone IS 'One goal without a number, as of publication.as_of; of another day: milestone_asof(d). Một mốc mục tiêu';
COMMENT ON COLUMN milestone.milestone IS 'Code: M1.04 (part II.1), M2.01 (part II.2)';
COMMENT ON COLUMN milestone.horizon IS 'Year it falls due';
COMMENT ON COLUMN milestone.clause IS 'Where the Plan prints it';
COMMENT ON COLUMN milestone.name_vi IS 'In Vietnamese';
COMMENT ON COLUMN milestone.name_en IS 'In English';
COMMENT ON COLUMN milestone.lead_department IS 'Department that the Plan names';
COMMENT ON COLUMN milestone.department IS 'department.department of it; who answers today: department.answered_by';
COMMENT ON COLUMN milestone.due IS 'Last day';
COMMENT ON COLUMN milestone.printed IS 'The words of the Plan';
COMMENT ON COLUMN milestone.note_vi IS 'How doubtful words were read, in Vietnamese';
COMMENT ON COLUMN milestone.note_en IS 'The same in English';
COMMENT ON COLUMN milestone.state IS 'no_report (nobody has reported on it), met (reported as reached), not_met (reported as not reached, '
    'and its day has passed) or due (reported as not reached, and its day is to come)';
COMMENT ON COLUMN milestone.report_overdue IS 'no_report, and its day has passed';
COMMENT ON COLUMN milestone.progress IS 'Percent by the latest report; null = nobody reported';
COMMENT ON COLUMN milestone.reported_on IS 'Publication day of that report';

CREATE TABLE indicator_value (
    indicator  VARCHAR NOT NULL,
    ref_area   VARCHAR NOT NULL,
    "year"     INTEGER NOT NULL,
    "value"    DOUBLE NOT NULL,
    obs_status VARCHAR NOT NULL,
    is_nowcast BOOLEAN NOT NULL,
    low        DOUBLE,
    high       DOUBLE,
    suspect    BOOLEAN NOT NULL,
    territory_assumed BOOLEAN NOT NULL
);
COMMENT ON TABLE indicator_value IS 'The yearly series that are judged, one for each territory, as of publication.as_of. Chuỗi năm dùng để '
    'đánh giá, theo từng địa giới';
COMMENT ON COLUMN indicator_value.indicator IS 'indicator.indicator';
COMMENT ON COLUMN indicator_value.ref_area IS 'Territory: area.ref_area, VN-HP.2020 or VN-HP.2025 of the city';
COMMENT ON COLUMN indicator_value."year" IS 'Year';
COMMENT ON COLUMN indicator_value."value" IS 'In the indicator''s unit: the annual figure, else December''s cumulative one, else a nowcast';
COMMENT ON COLUMN indicator_value.obs_status IS 'The least certain status among its figures: A, P, E or F; of a nowcast E';
COMMENT ON COLUMN indicator_value.is_nowcast IS 'Estimated from the months so far (nowcast_record says how); no verdict rests on it';
COMMENT ON COLUMN indicator_value.low IS 'Lower end of a nowcast''s 80 % interval; null = not earned yet';
COMMENT ON COLUMN indicator_value.high IS 'Upper end of a nowcast''s interval';
COMMENT ON COLUMN indicator_value.suspect IS 'A figure it is made of is at odds with others: see problem';
COMMENT ON COLUMN indicator_value.territory_assumed IS 'A figure it is made of does not say its territory: observation.territory_assumed';

CREATE TABLE assessment_by_territory (
    indicator     VARCHAR NOT NULL,
    horizon       VARCHAR NOT NULL,
    as_of         DATE NOT NULL,
    ref_area      VARCHAR NOT NULL,
    on_plan_territory BOOLEAN NOT NULL,
    territory_assumed BOOLEAN NOT NULL,
    counts        BOOLEAN NOT NULL,
    base_year     INTEGER,
    base_value    DOUBLE,
    actual_year   INTEGER,
    actual        DOUBLE,
    actual_status VARCHAR,
    bound         DOUBLE,
    verdict       VARCHAR NOT NULL,
    pace          DOUBLE,
    pace_status   VARCHAR NOT NULL,
    outlook       VARCHAR NOT NULL,
    projected     DOUBLE,
    agree         BOOLEAN,
    required_rate DOUBLE,
    required_unit VARCHAR,
    tipping_value DOUBLE,
    gap           DOUBLE,
    reason_vi     VARCHAR NOT NULL,
    reason_en     VARCHAR NOT NULL,
    sentence_vi   VARCHAR NOT NULL,
    sentence_en   VARCHAR NOT NULL
);
COMMENT ON TABLE assessment_by_territory IS
    'The verdict on each target on each territory that has figures; all of one as_of. Kết luận đánh giá '
    'theo từng địa giới';
COMMENT ON COLUMN assessment_by_territory.indicator IS 'indicator.indicator';
COMMENT ON COLUMN assessment_by_territory.horizon IS 'target.horizon';
COMMENT ON COLUMN assessment_by_territory.as_of IS 'Only what was published by the end of this day counts';
COMMENT ON COLUMN assessment_by_territory.ref_area IS 'Territory it is given on: area.ref_area';
COMMENT ON COLUMN assessment_by_territory.on_plan_territory IS
    'It is the one the target was set for; false = its figures have become too old, so today''s '
    'counts';
COMMENT ON COLUMN assessment_by_territory.territory_assumed IS
    'A figure it rests on does not say its territory: observation.territory_assumed';
COMMENT ON COLUMN assessment_by_territory.counts IS 'It is the verdict of the target: see assessment';
COMMENT ON COLUMN assessment_by_territory.base_year IS 'Year the rates start from';
COMMENT ON COLUMN assessment_by_territory.base_value IS 'Value in the base year (100 for average growth, 0 for sums and means)';
COMMENT ON COLUMN assessment_by_territory.actual_year IS 'Latest year with a figure';
COMMENT ON COLUMN assessment_by_territory.actual IS 'What is compared, in actual_year: value, index, running sum or running mean';
COMMENT ON COLUMN assessment_by_territory.actual_status IS 'obs_status of that figure';
COMMENT ON COLUMN assessment_by_territory.bound IS 'The bound that decides, in the unit of actual';
COMMENT ON COLUMN assessment_by_territory.verdict IS 'met, missed, on_track, at_risk, off_track, no_data or not_available';
COMMENT ON COLUMN assessment_by_territory.pace IS 'Observed over required yearly rate (Statistics Canada, Open SDG)';
COMMENT ON COLUMN assessment_by_territory.pace_status IS
    'target_achieved, substantial_progress, moderate_progress, limited_progress, deterioration or '
    'not_available';
COMMENT ON COLUMN assessment_by_territory.outlook IS 'sun, light_cloud, cloud, storm (Destatis) or not_available';
COMMENT ON COLUMN assessment_by_territory.projected IS 'Where the last five yearly changes lead in the horizon year, in the unit of actual';
COMMENT ON COLUMN assessment_by_territory.agree IS 'Whether both methods lead to the same verdict';
COMMENT ON COLUMN assessment_by_territory.required_rate IS 'What each year left must bring, in required_unit';
COMMENT ON COLUMN assessment_by_territory.required_unit IS 'percent_per_year or per_year (the indicator''s unit)';
COMMENT ON COLUMN assessment_by_territory.tipping_value IS 'Figure of the latest year at which the verdict would change';
COMMENT ON COLUMN assessment_by_territory.gap IS 'What is missing, in the unit of actual; below 0: to spare';
COMMENT ON COLUMN assessment_by_territory.reason_vi IS 'Why a number or verdict is missing, in Vietnamese';
COMMENT ON COLUMN assessment_by_territory.reason_en IS 'The same in English';
COMMENT ON COLUMN assessment_by_territory.sentence_vi IS 'The verdict in a sentence, in Vietnamese';
COMMENT ON COLUMN assessment_by_territory.sentence_en IS 'The same in English';

CREATE VIEW assessment AS SELECT * EXCLUDE (counts) FROM assessment_by_territory WHERE counts;
COMMENT ON VIEW assessment IS 'The verdict that counts on each target: on the territory of the Plan while its last figure is as recent as '
    'that of today''s, else on today''s. Kết luận đánh giá của mỗi mục tiêu';
COMMENT ON COLUMN assessment.indicator IS 'indicator.indicator';
COMMENT ON COLUMN assessment.horizon IS 'target.horizon';
COMMENT ON COLUMN assessment.as_of IS 'Only what was published by the end of this day counts';
COMMENT ON COLUMN assessment.ref_area IS 'Territory it is given on: area.ref_area';
COMMENT ON COLUMN assessment.on_plan_territory IS
    'It is the one the target was set for; false = its figures have become too old, so today''s '
    'counts';
COMMENT ON COLUMN assessment.territory_assumed IS 'A figure it rests on does not say its territory: observation.territory_assumed';
COMMENT ON COLUMN assessment.base_year IS 'Year the rates start from';
COMMENT ON COLUMN assessment.base_value IS 'Value in the base year (100 for average growth, 0 for sums and means)';
COMMENT ON COLUMN assessment.actual_year IS 'Latest year with a figure';
COMMENT ON COLUMN assessment.actual IS 'What is compared, in actual_year: value, index, running sum or running mean';
COMMENT ON COLUMN assessment.actual_status IS 'obs_status of that figure';
COMMENT ON COLUMN assessment.bound IS 'The bound that decides, in the unit of actual';
COMMENT ON COLUMN assessment.verdict IS 'met, missed, on_track, at_risk, off_track, no_data or not_available';
COMMENT ON COLUMN assessment.pace IS 'Observed over required yearly rate (Statistics Canada, Open SDG)';
COMMENT ON COLUMN assessment.pace_status IS 'target_achieved, substantial_progress, moderate_progress, limited_progress, deterioration or '
    'not_available';
COMMENT ON COLUMN assessment.outlook IS 'sun, light_cloud, cloud, storm (Destatis) or not_available';
COMMENT ON COLUMN assessment.projected IS 'Where the last five yearly changes lead in the horizon year, in the unit of actual';
COMMENT ON COLUMN assessment.agree IS 'Whether both methods lead to the same verdict';
COMMENT ON COLUMN assessment.required_rate IS 'What each year left must bring, in required_unit';
COMMENT ON COLUMN assessment.required_unit IS 'percent_per_year or per_year (the indicator''s unit)';
COMMENT ON COLUMN assessment.tipping_value IS 'Figure of the latest year at which the verdict would change';
COMMENT ON COLUMN assessment.gap IS 'What is missing, in the unit of actual; below 0: to spare';
COMMENT ON COLUMN assessment.reason_vi IS 'Why a number or verdict is missing, in Vietnamese';
COMMENT ON COLUMN assessment.reason_en IS 'The same in English';
COMMENT ON COLUMN assessment.sentence_vi IS 'The verdict in a sentence, in Vietnamese';
COMMENT ON COLUMN assessment.sentence_en IS 'The same in English';

CREATE TABLE observation_input (
    series          VARCHAR NOT NULL,
    ref_area        VARCHAR NOT NULL,
    territory       VARCHAR,
    time_period     VARCHAR NOT NULL,
    transformation  VARCHAR NOT NULL,
    valid_from      DATE NOT NULL,
    input_series    VARCHAR NOT NULL,
    input_ref_area  VARCHAR NOT NULL,
    input_territory VARCHAR,
    input_period    VARCHAR NOT NULL,
    input_value     DOUBLE NOT NULL,
    input_mult      INTEGER NOT NULL,
    input_from      DATE NOT NULL,
    input_derived   BOOLEAN NOT NULL,
    extract_id      VARCHAR NOT NULL,
    sheet           VARCHAR,
    cell_ref        VARCHAR NOT NULL
);
COMMENT ON TABLE observation_input IS 'One figure that a derived observation was computed from: a year''s by a formula, a territory''s '
    'as the sum of its parts. Một số liệu đầu vào của số liệu suy ra';
COMMENT ON COLUMN observation_input.series IS 'observation.series of the derived observation';
COMMENT ON COLUMN observation_input.ref_area IS 'Its ref_area';
COMMENT ON COLUMN observation_input.territory IS 'Its territory';
COMMENT ON COLUMN observation_input.time_period IS 'Its time_period';
COMMENT ON COLUMN observation_input.transformation IS 'Its transformation';
COMMENT ON COLUMN observation_input.valid_from IS 'Its valid_from: which vintage';
COMMENT ON COLUMN observation_input.input_series IS 'Series of the input';
COMMENT ON COLUMN observation_input.input_ref_area IS 'Area of the input';
COMMENT ON COLUMN observation_input.input_territory IS 'Territory of the input';
COMMENT ON COLUMN observation_input.input_period IS 'Period of the input: 2024, or 2024-12 for December''s cumulative figure';
COMMENT ON COLUMN observation_input.input_value IS 'The input as published';
COMMENT ON COLUMN observation_input.input_mult IS 'Power of ten of input_value';
COMMENT ON COLUMN observation_input.input_from IS 'valid_from of the input';
COMMENT ON COLUMN observation_input.input_derived IS 'The input is derived itself: its own inputs are further rows';
COMMENT ON COLUMN observation_input.extract_id IS 'extract.extract_id of the input; of a derived one that of its latest input';
COMMENT ON COLUMN observation_input.sheet IS 'Sheet, null for a flat file; with cell_ref it joins cell';
COMMENT ON COLUMN observation_input.cell_ref IS 'C19 in a workbook, L17 (line) in a flat file';

CREATE TABLE indicator_figure (
    indicator   VARCHAR NOT NULL,
    ref_area    VARCHAR NOT NULL,
    "year"      INTEGER NOT NULL,
    series      VARCHAR NOT NULL,
    freq        VARCHAR NOT NULL,
    time_period VARCHAR NOT NULL,
    amount      DOUBLE NOT NULL,
    obs_value   DOUBLE NOT NULL,
    unit_mult   INTEGER NOT NULL,
    obs_status  VARCHAR NOT NULL,
    derived     BOOLEAN NOT NULL,
    suspect     BOOLEAN NOT NULL,
    territory_assumed BOOLEAN NOT NULL,
    valid_from  DATE NOT NULL,
    valid_to    DATE,
    extract_id  VARCHAR NOT NULL,
    sheet       VARCHAR,
    cell_ref    VARCHAR NOT NULL
);
COMMENT ON TABLE indicator_figure IS 'One vintage of a figure that a yearly value is made of. Một số liệu đầu vào của giá trị năm';
COMMENT ON COLUMN indicator_figure.indicator IS 'indicator.indicator';
COMMENT ON COLUMN indicator_figure.ref_area IS 'indicator_value.ref_area';
COMMENT ON COLUMN indicator_figure."year" IS 'indicator_value.year';
COMMENT ON COLUMN indicator_figure.series IS 'series.series; where an indicator has several they are summed';
COMMENT ON COLUMN indicator_figure.freq IS 'A, or M for December''s cumulative figure, used where there is no A';
COMMENT ON COLUMN indicator_figure.time_period IS '2024, or 2024-12';
COMMENT ON COLUMN indicator_figure.amount IS 'The figure in the indicator''s unit';
COMMENT ON COLUMN indicator_figure.obs_value IS 'As published';
COMMENT ON COLUMN indicator_figure.unit_mult IS 'Power of ten of obs_value';
COMMENT ON COLUMN indicator_figure.obs_status IS 'A, P, E or F';
COMMENT ON COLUMN indicator_figure.derived IS 'Computed by a formula: see observation_input';
COMMENT ON COLUMN indicator_figure.suspect IS 'observation.suspect';
COMMENT ON COLUMN indicator_figure.territory_assumed IS 'observation.territory_assumed';
COMMENT ON COLUMN indicator_figure.valid_from IS 'Publication day on which this vintage became known';
COMMENT ON COLUMN indicator_figure.valid_to IS 'Publication day of the next vintage; null = current';
COMMENT ON COLUMN indicator_figure.extract_id IS 'extract.extract_id';
COMMENT ON COLUMN indicator_figure.sheet IS 'Sheet, null for a flat file; with cell_ref it joins cell';
COMMENT ON COLUMN indicator_figure.cell_ref IS 'C19 in a workbook, L17 (line) in a flat file';

CREATE TABLE nowcast_record (
    indicator     VARCHAR NOT NULL,
    ref_area      VARCHAR NOT NULL,
    "year"        INTEGER NOT NULL,
    as_of         DATE NOT NULL,
    estimate      DOUBLE NOT NULL,
    low           DOUBLE,
    high          DOUBLE,
    actual        DOUBLE,
    "month"       INTEGER NOT NULL,
    so_far        DOUBLE NOT NULL,
    method        VARCHAR NOT NULL,
    years         INTEGER NOT NULL,
    past_calls    INTEGER NOT NULL,
    beats_last_year BOOLEAN,
    error         DOUBLE,
    error_percent DOUBLE,
    inside        BOOLEAN,
    valid_to      DATE
);
COMMENT ON TABLE nowcast_record IS 'One past nowcast, made from what was known on its day, and what came of it. Một lần ước cả năm từ các '
    'tháng đã có và kết quả đối chiếu';
COMMENT ON COLUMN nowcast_record.indicator IS 'indicator.indicator';
COMMENT ON COLUMN nowcast_record.ref_area IS 'indicator_value.ref_area';
COMMENT ON COLUMN nowcast_record."year" IS 'Year that is estimated';
COMMENT ON COLUMN nowcast_record.as_of IS 'Publication day; only what was published by then counts';
COMMENT ON COLUMN nowcast_record.estimate IS 'The year in the indicator''s unit, by the method';
COMMENT ON COLUMN nowcast_record.method IS 'The one whose past calls with the same last month came closest, as known on the day. share: '
    'so_far over the share of the same months in earlier years (of a growth rate plus what the last months used to add); rest: so_far '
    'plus what the remaining months brought last year; growth: last year''s value grown as the months so far have (of a growth rate '
    'so_far itself)';
COMMENT ON COLUMN nowcast_record.beats_last_year IS
    'Whether past calls came closer than last year''s value would have; null = no past call';
COMMENT ON COLUMN nowcast_record.low IS 'Lower end of the 80 % interval from the errors of past calls; null = not earned (fewer than 5 '
    'past calls)';
COMMENT ON COLUMN nowcast_record.high IS 'Upper end';
COMMENT ON COLUMN nowcast_record.actual IS 'The year as published since, latest vintage; null = not yet';
COMMENT ON COLUMN nowcast_record."month" IS 'Last month known';
COMMENT ON COLUMN nowcast_record.so_far IS 'Cumulative figure to that month, in the indicator''s unit';
COMMENT ON COLUMN nowcast_record.years IS 'Earlier years it was made from: a share 2 to 5, else 1';
COMMENT ON COLUMN nowcast_record.past_calls IS 'Past calls the interval rests on, at most 10';
COMMENT ON COLUMN nowcast_record.error IS 'estimate - actual';
COMMENT ON COLUMN nowcast_record.error_percent IS 'error in percent of actual; null for growth rates, whose error is in points';
COMMENT ON COLUMN nowcast_record.inside IS 'Whether actual lies from low to high; null where either is missing';
COMMENT ON COLUMN nowcast_record.valid_to IS 'Day on which a newer call or the year''s own figure took its place; null = none did';

-- The memory: the judge fills it from what each publication day changed in the yearly values (queries/value_changes.sql).
-- All follows from the vintages, so it is the same whatever the order of arrival.
CREATE TABLE verdict_change (
    published_on DATE NOT NULL,
    indicator    VARCHAR NOT NULL,
    horizon      VARCHAR NOT NULL,
    was          VARCHAR NOT NULL,
    became       VARCHAR NOT NULL,
    ref_area     VARCHAR NOT NULL,
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
COMMENT ON COLUMN verdict_change.ref_area IS 'Territory it is given on from this day: area.ref_area';
COMMENT ON COLUMN verdict_change.series IS 'Series of the figure that did it: the latest of those that alone would have, else the latest '
    'that changed';
COMMENT ON COLUMN verdict_change.time_period IS 'Its period';
COMMENT ON COLUMN verdict_change.old_value IS 'What was known for that year before, in the unit of new_value; null: nothing';
COMMENT ON COLUMN verdict_change.new_value IS 'The figure as published';
COMMENT ON COLUMN verdict_change.extract_id IS 'extract.extract_id of that figure; null where only the year had turned';
COMMENT ON COLUMN verdict_change.sheet IS 'Its sheet, null for a flat file';
COMMENT ON COLUMN verdict_change.cell_ref IS 'Its cell (C19) or line (L17)';
