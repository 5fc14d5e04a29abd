-- A new unit: told once for each series of an extract, when no earlier extract of its source used that multiple. The
-- figures are taken in it. Only where one is found its place is looked for: that takes a text of each figure.

WITH used AS (
    SELECT e.source, o.series, o.unit_mult, o.extract_id, o.valid_from, min(o.time_period) AS time_period
    FROM observation o JOIN extract e USING (extract_id)
    WHERE NOT o.derived AND o.transformation IN ('N', 'YTD')
    GROUP BY ALL
),
news AS (
    SELECT u.extract_id, u.series, u.unit_mult, u.valid_from, u.time_period,
           string_agg(DISTINCT '10^' || b.unit_mult, ' · ' ORDER BY '10^' || b.unit_mult) AS expected
    FROM used u
    JOIN used b ON b.source = u.source AND b.series = u.series AND b.valid_from < u.valid_from
    GROUP BY u.extract_id, u.series, u.unit_mult, u.valid_from, u.time_period
    HAVING bool_and(b.unit_mult <> u.unit_mult)
),
placed AS (
    SELECT n.*, arg_min({'sheet': o.sheet, 'cell_ref': o.cell_ref}, concat_ws('!', o.sheet, o.cell_ref)) AS place
    FROM news n
    JOIN observation o USING (extract_id, series, unit_mult, valid_from)
    WHERE NOT o.derived AND o.transformation IN ('N', 'YTD')
    GROUP BY ALL
)
SELECT extract_id, place.sheet AS sheet, place.cell_ref AS cell_ref, series || ' ' || time_period || ': 10^' || unit_mult AS found,
       expected, false AS suspect,
       'Đơn vị tính khác các lần công bố trước; số liệu được dùng theo đơn vị ghi trong tệp.' AS message_vi,
       'The unit differs from earlier publications; the figures are taken in the unit the file states.' AS message_en
FROM placed
