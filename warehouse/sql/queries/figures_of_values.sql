-- The figures that the yearly values rest on, the latest known first.

SELECT f.indicator, f.ref_area, f."year", f.series, f.time_period, NULL::DOUBLE AS old_value, f.obs_value, f.extract_id, e.file_name,
    f.sheet,
    f.cell_ref
FROM indicator_figure_asof(getvariable('as_of')) f JOIN extract e USING (extract_id)
ORDER BY f.indicator, f.ref_area, f."year", f.valid_from DESC, abs(f.amount) DESC, f.series
