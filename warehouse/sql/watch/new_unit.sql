-- A new unit: told once for each series of an extract, when no earlier extract of its source used that multiple. The
-- figures are taken in it.

WITH used AS (
    SELECT e.source, o.series, o.unit_mult, o.extract_id, o.valid_from,
        arg_min({'sheet': o.sheet, 'cell_ref': o.cell_ref}, concat_ws('!', o.sheet, o.cell_ref)) AS place, min(o.time_period) AS time_period
    FROM observation o JOIN extract e USING (extract_id)
    WHERE NOT o.derived AND o.transformation IN ('N', 'YTD')
    GROUP BY ALL
)
SELECT u.extract_id, u.place.sheet AS sheet, u.place.cell_ref AS cell_ref,
       u.series || ' ' || u.time_period || ': 10^' || u.unit_mult AS found,
       string_agg(DISTINCT '10^' || b.unit_mult, ' · ' ORDER BY '10^' || b.unit_mult) AS expected, false AS suspect,
       'Đơn vị tính khác các lần công bố trước; số liệu được dùng theo đơn vị ghi trong tệp.' AS message_vi,
       'The unit differs from earlier publications; the figures are taken in the unit the file states.' AS message_en
FROM used u
JOIN used b ON b.source = u.source AND b.series = u.series AND b.valid_from < u.valid_from
GROUP BY u.extract_id, u.place, u.series, u.time_period, u.unit_mult
HAVING bool_and(b.unit_mult <> u.unit_mult)
