-- Figures of a sheet that nobody sees: reading has told of the sheet (its problem is placed there), here they are marked.

SELECT DISTINCT o.series, o.ref_area, o.freq, o.time_period, o.transformation, o.valid_from, o.extract_id, '' AS found, '' AS expected,
       true AS suspect, '' AS message_vi, '' AS message_en
FROM observation o JOIN problem p ON p.extract_id = o.extract_id AND p.place = o.sheet
WHERE NOT o.derived AND o.sheet <> '' AND p.message_en LIKE 'The sheet is hidden%'
