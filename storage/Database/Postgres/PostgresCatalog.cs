using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Database.Postgres;

/// <summary>What the server knows of a table, for making another one like it.</summary>
internal static class PostgresCatalog
{
    private const string Schema =
        """
        SELECT quote_ident(n.nspname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.oid = to_regclass(@p0)
        """;

    private const string Columns =
        """
        SELECT a.attname, CASE
            WHEN t.typname IN ('int2', 'int4', 'int8') THEN 'INTEGER'
            WHEN t.typname IN ('float4', 'float8') THEN 'REAL'
            ELSE 'TEXT' END
            || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
            || COALESCE(' DEFAULT ' || split_part(pg_get_expr(d.adbin, d.adrelid), '::', 1), '')
        FROM pg_attribute a
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = to_regclass(@p0) AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
        """;

    /// <summary>The primary key first.</summary>
    private const string Keys =
        """
        SELECT string_agg(a.attname, ', ' ORDER BY k.place)
        FROM pg_index x
        CROSS JOIN LATERAL unnest(x.indkey) WITH ORDINALITY AS k (attnum, place)
        JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum
        WHERE x.indrelid = to_regclass(@p0) AND x.indisunique
        GROUP BY x.indexrelid, x.indisprimary
        ORDER BY x.indisprimary DESC, x.indexrelid
        """;

    private const string Settings =
        """
        SELECT format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s', @p1, attname, attstattarget)
        FROM pg_attribute WHERE attrelid = to_regclass(@p0) AND attnum > 0 AND attstattarget > 0
        UNION ALL
        SELECT format('GRANT %s ON %s TO %s', g.privilege_type, @p1,
            CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END)
        FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) AS g
        WHERE c.oid = to_regclass(@p0) AND g.grantee <> c.relowner
        UNION ALL
        SELECT format('ALTER TABLE %s SET (%s)', @p1, array_to_string(reloptions, ', '))
        FROM pg_class WHERE oid = to_regclass(@p0) AND reloptions IS NOT NULL
        """;

    private const string Indexes =
        """
        SELECT replace(pg_get_indexdef(x.indexrelid), ' ON ' || @p0 || ' ', ' ON ' || @p1 || ' '),
            CASE WHEN c.oid IS NULL THEN '' ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s USING INDEX %I', @p1,
                c.conname, CASE c.contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END, i.relname) END
        FROM pg_index x
        JOIN pg_class i ON i.oid = x.indexrelid
        LEFT JOIN pg_constraint c ON c.conindid = x.indexrelid AND c.contype IN ('p', 'u')
        WHERE x.indrelid = to_regclass(@p0) AND (x.indisunique OR @p2 = 0)
        """;

    public static string SchemaOf(PostgresSession session, string table) =>
        session.Find(Schema, static row => row.Text(0), table)
        ?? throw new InvalidOperationException($"There is no table {table}.");

    public static TableShape ShapeOf(PostgresSession session, string table)
    {
        var columns = session.List(Columns, static row => (Name: row.Text(0), Type: row.Text(1)), table);
        var keys = session.List(Keys, static row => row.Text(0), table);
        var described = string.Join(", ", columns.Select(column => $"{column.Name} {column.Type}"));
        return new TableShape(
            table, [.. columns.Select(column => column.Name)],
            [
                keys.Count == 0
                    ? $"CREATE TABLE {table} ({described})"
                    : $"CREATE TABLE {table} ({described}, PRIMARY KEY ({keys[0]})) WITHOUT ROWID",
                .. keys.Skip(1).Select((key, number) => $"CREATE UNIQUE INDEX {table}_{number} ON {table} ({key})"),
            ]);
    }

    /// <summary>Statements that give another table what making it alike does not: statistics, who may use it, and how
    /// full its pages are made.</summary>
    public static List<string> SettingsOf(PostgresSession session, string table, string other) =>
        session.List(Settings, static row => row.Text(0), table, other);

    /// <summary>Statements that give another table the indexes and keys of one, of the same names.</summary>
    public static IEnumerable<string> IndexesOf(
        PostgresSession session, string table, string other, bool isUniqueOnly) => session
        .List(Indexes, static row => new[] { row.Text(0), row.Text(1) }, table, other, isUniqueOnly)
        .SelectMany(sql => sql)
        .Where(sql => sql.Length > 0);
}
