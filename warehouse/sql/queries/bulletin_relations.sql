-- What there is to query: every relation with its columns and what each of them means.

SELECT r.relation, r.kind, r.comment, c.column_name, c.data_type, c.comment AS column_comment
FROM (SELECT table_name AS relation, 'table' AS kind, comment FROM duckdb_tables() WHERE schema_name = 'main' AND NOT internal
      UNION ALL
      SELECT view_name, 'view', comment FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal
      UNION ALL
      SELECT DISTINCT function_name || '(' || array_to_string(parameters, ', ') || ')', 'macro', comment
      FROM duckdb_functions() WHERE function_type = 'table_macro' AND NOT internal) r
LEFT JOIN duckdb_columns() c ON c.table_name = r.relation AND c.schema_name = 'main' AND NOT c.internal
ORDER BY r.relation, c.column_index
