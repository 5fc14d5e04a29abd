-- Formulas are of no use to readers: what they yielded is in observation.

DROP VIEW IF EXISTS formula;
DROP MACRO TABLE growth;
DROP MACRO TABLE pair;
DROP MACRO input_of;
DROP TABLE yearly;
