using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.ReadModels;
using Microsoft.Data.Sqlite;

namespace IdeaStorage.Storage.EventLog;

/// <summary>
/// A small database in memory, of whatever kind the real one is. The statements of whole streams run in it, so that
/// only what came of them has to be written to the real tables: one row, however many events changed it.
/// </summary>
internal sealed class Scratch : IDisposable
{
    private static readonly string[] Settings =
    [
        "PRAGMA foreign_keys = OFF", "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF",
        "PRAGMA temp_store = MEMORY", "BEGIN",
    ];

    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly SqliteStatements _statements;

    public Scratch(IEnumerable<TableShape> tables)
    {
        _connection.Open();
        // What PostgreSQL casts to its type for full text stays the text that it was.
        _connection.CreateFunction("tsvector", (string text) => text, isDeterministic: true);
        _statements = new SqliteStatements(_connection.Handle!);
        foreach (var sql in tables.SelectMany(table => table.Scratch).Concat(Settings))
            _statements.Execute(sql);
    }

    public void Run(IReadOnlyList<IProjection> projections, RecordedEvent recorded, ITextSource texts)
    {
        foreach (var projection in projections)
        {
            foreach (var statement in projection.Project(recorded, texts))
                _statements.Execute(statement.Sql, statement.Parameters);
        }
    }

    /// <summary>Has all rows of a table written, in the order of its key.</summary>
    public void Read(TableShape table, Action<SqliteStatement> write) =>
        _statements.Use($"SELECT {string.Join(", ", table.Columns)} FROM {table.Name}", write);

    public void Clear(TableShape table) => _statements.Execute($"DELETE FROM {table.Name}");

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }
}
