-- A table or series that stood in each of the last six files of its source for that kind of month (a quarter's end or not), and
-- now does not: a series is told once for the table it stood in. The kind of a file is that of the latest month it has figures of.
-- A series on a new base (PRICES.CPI_2009, then PRICES.CPI_2014) goes on, and what reading has told of the table is not told again.
-- A table is the same while the words of its title are, numbers and periods aside; under another title it goes on where half of its
-- row labels stand in one table.

WITH file AS (
    SELECT x.*, row_number() OVER (PARTITION BY x.source, x.is_quarter_end ORDER BY x.published_on, x.extract_id) AS n
    FROM (
        SELECT e.extract_id, e.source, e.file_name, e.published_on, right(max(s.last_month), 2)::INTEGER % 3 = 0 AS is_quarter_end
        FROM small_extract e JOIN stated s USING (extract_id)
        GROUP BY ALL
        HAVING max(s.last_month) IS NOT NULL
    ) x
),
-- Six times in a row, and then not.
lost AS (
    SELECT f.extract_id, f.source, f.is_quarter_end, f.n, s.series, s.ref_area, arg_max(s.extract_id, b.n) AS last_extract,
        arg_max(s.sheet, b.n) AS sheet,
           arg_max(s.cell_ref, b.n) AS cell_ref
    FROM file f
    JOIN file b ON b.source = f.source AND b.is_quarter_end = f.is_quarter_end AND b.n BETWEEN f.n - 6 AND f.n - 1
    JOIN stated s ON s.extract_id = b.extract_id
    ANTI JOIN stated t ON t.extract_id = f.extract_id AND t.ref_area = s.ref_area
        AND regexp_replace(t.series, '_\d{4}$', '') = regexp_replace(s.series, '_\d{4}$', '')
    -- A place that has become part of another is printed no more.
    ANTI JOIN area a ON a.ref_area = s.ref_area AND a.valid_to < f.published_on
    GROUP BY f.extract_id, f.source, f.is_quarter_end, f.n, s.series, s.ref_area
    HAVING count(DISTINCT b.n) = 6
),
printed AS (
    SELECT c.extract_id, c.sheet, c.table_title, count(*) AS cells,
           list(DISTINCT lower(regexp_replace(c.row_label, '[^\p{L}]', '', 'g'))) AS labels,
           array_to_string(list_filter(string_split_regex(lower(c.table_title), '[^\p{L}]+'), lambda word: word <> '' AND word NOT IN (
               'tháng', 'quý', 'quí', 'năm', 'các', 'cả', 'đầu', 'và', 'từ', 'đến', 'ngày', 'ước', 'tính', 'sơ', 'bộ', 'chính', 'thức',
               'so', 'với', 'cùng', 'kỳ', 'kì', 'trước', 'cộng', 'dồn', 'một', 'hai', 'ba', 'bốn', 'tư', 'sáu', 'bảy', 'tám', 'chín',
               'mười', 'mốt', 'i', 'ii', 'iii', 'iv')), ' ') AS topic
    FROM cell c
    JOIN file f USING (extract_id)
    WHERE c.table_title <> ''
    GROUP BY ALL
),
lost_table AS (
    SELECT f.extract_id, p.topic, arg_max(p.extract_id, (b.n, p.cells)) AS last_extract, arg_max(p.sheet, (b.n, p.cells)) AS sheet,
           arg_max(p.table_title, (b.n, p.cells)) AS table_title, arg_max(p.labels, (b.n, p.cells)) AS labels
    FROM file f
    JOIN file b ON b.source = f.source AND b.is_quarter_end = f.is_quarter_end AND b.n BETWEEN f.n - 6 AND f.n - 1
    JOIN printed p ON p.extract_id = b.extract_id
    ANTI JOIN printed t ON t.extract_id = f.extract_id AND t.topic = p.topic
    WHERE p.topic <> ''
    GROUP BY f.extract_id, p.topic
    HAVING count(DISTINCT b.n) = 6
),
told AS (
    SELECT l.extract_id,
           string_agg(DISTINCT l.series || ' ' || l.ref_area, ' · ' ORDER BY l.series || ' ' || l.ref_area) AS found,
           any_value(e.file_name) || coalesce(': ' || l.sheet, '') || coalesce(' (' || any_value(c.table_title) || ')', '') AS expected,
               false AS suspect,
           'Bảng hoặc chuỗi số liệu có trong cả sáu tệp trước cùng loại tháng của nguồn này, nay không thấy.' AS message_vi,
           'A table or series that stood in each of the last six files of this source for such a month is not there.' AS message_en
    FROM lost l
    JOIN extract e ON e.extract_id = l.last_extract
    LEFT JOIN cell c ON c.extract_id = l.last_extract AND c.sheet = l.sheet AND c.cell_ref = l.cell_ref
    -- The letters of a title: numbers and dates change from file to file.
    ANTI JOIN problem p ON p.extract_id = l.extract_id
        AND regexp_replace(p.found, '[^\p{L}]', '', 'g') = regexp_replace(c.table_title, '[^\p{L}]', '', 'g')
    GROUP BY l.extract_id, l.last_extract, l.sheet
)
SELECT extract_id, found, expected, suspect, message_vi, message_en FROM told
UNION ALL
SELECT l.extract_id, l.table_title, e.file_name || ': ' || l.sheet, false,
       'Bảng hoặc chuỗi số liệu có trong cả sáu tệp trước cùng loại tháng của nguồn này, nay không thấy.',
       'A table or series that stood in each of the last six files of this source for such a month is not there.'
FROM lost_table l
JOIN extract e ON e.extract_id = l.last_extract
ANTI JOIN printed p ON p.extract_id = l.extract_id AND 2 * len(list_intersect(p.labels, l.labels)) >= len(l.labels)
-- Of a table whose series are told nothing more is said.
ANTI JOIN lost s ON s.extract_id = l.extract_id AND s.last_extract = l.last_extract AND s.sheet = l.sheet
ANTI JOIN problem q ON q.extract_id = l.extract_id
    AND regexp_replace(q.found, '[^\p{L}]', '', 'g') = regexp_replace(l.table_title, '[^\p{L}]', '', 'g')
