using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>
/// Empties tables and fills them in the place where they are: readers keep the state before the transaction. Of a
/// full-text table only the content is written; its own command makes the index of it, in one go
/// (https://www.sqlite.org/fts5.html#the_rebuild_command).
/// </summary>
internal sealed class SqliteFreshTables(SqliteStatements statements) : IFreshTables
{
    /// <summary>Words of a full-text index that are sorted in memory before they are written out, in bytes.</summary>
    private const int WordsBytes = 16 << 20;

    /// <summary>What SQLite takes by itself.</summary>
    private const int WordsBytesUsual = 1 << 20;

    private readonly List<string> _indexes = [];
    private readonly List<string> _fullText = [];

    public IReadOnlyList<TableShape> Describe(IEnumerable<string> tables) => [.. tables.Select(Describe)];

    public void Begin(IReadOnlyList<TableShape> tables)
    {
        foreach (var table in tables.Reverse().Select(table => table.Name))
        {
            if (IsFullText(table))
                _fullText.Add(table);
            foreach (var (name, sql) in Indexes(table))
            {
                _indexes.Add(sql);
                statements.Execute($"DROP INDEX {name}");
            }

            statements.Execute($"DELETE FROM {Target(table)}");
        }
    }

    public void Write(TableShape table, SqliteStatement rows)
    {
        var values = string.Join(", ", Enumerable.Range(0, table.Columns.Count).Select(column => $"@p{column}"));
        statements.Use($"INSERT INTO {Target(table.Name)} VALUES ({values})", insert =>
        {
            while (rows.Step())
            {
                insert.BindRow(rows);
                insert.Step();
                insert.Reset();
            }
        });
    }

    public void MakeIndexes()
    {
        foreach (var sql in _indexes)
            statements.Execute(sql);
        foreach (var table in _fullText)
        {
            Configure(table, WordsBytes);
            statements.Execute($"INSERT INTO {table} ({table}) VALUES ('rebuild')");
            Configure(table, WordsBytesUsual);
        }
    }

    public void Complete()
    {
    }

    private void Configure(string table, int wordsBytes) =>
        statements.Execute($"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', @p0)", wordsBytes);

    private TableShape Describe(string table)
    {
        var columns = statements.List(
            "SELECT name FROM pragma_table_info(@p0) ORDER BY cid", static row => row.Text(0), table);
        if (!IsFullText(table))
        {
            var made = statements.Find(
                "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = @p0", static row => row.Text(0), table);
            return new TableShape(
                table, columns,
                [made!, .. Indexes(table).Select(index => index.Sql).Where(sql => sql.StartsWith("CREATE UNIQUE"))]);
        }

        return new TableShape(
            table, ["rowid", .. columns],
            [$"CREATE TABLE {table} (rowid INTEGER PRIMARY KEY, {string.Join(", ", columns)})"]);
    }

    private bool IsFullText(string table) => statements.FindInt64(
        "SELECT 1 FROM sqlite_master WHERE name = @p0 AND sql LIKE 'CREATE VIRTUAL TABLE % USING fts5%'", table) == 1;

    private List<(string Name, string Sql)> Indexes(string table) => statements.List(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = @p0 AND sql IS NOT NULL",
        static row => (row.Text(0), row.Text(1)), table);

    private string Target(string table) => _fullText.Contains(table) ? $"{table}_content" : table;
}
