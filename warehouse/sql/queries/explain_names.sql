-- The names of all series that figures may be of, those that files brought among them.

SELECT series, name_vi, name_en FROM series
