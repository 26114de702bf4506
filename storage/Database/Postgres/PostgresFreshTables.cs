using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;
using Npgsql;

namespace IdeaStorage.Storage.Database.Postgres;

/// <summary>
/// Makes tables of the same names in a schema of their own, which statements of this transaction look into first, and
/// fills them by <c>COPY</c>. In the end they take the places of the living ones, which readers use until then.
/// </summary>
internal sealed class PostgresFreshTables(PostgresSession session, bool isTemporary) : IFreshTables
{
    private const int LockTriesMax = 10;

    private readonly string _schema = isTemporary ? "pg_temp" : "rebuilding";
    private readonly List<Living> _tables = [];

    public IReadOnlyList<TableShape> Describe(IEnumerable<string> tables) =>
        [.. tables.Select(table => PostgresCatalog.ShapeOf(session, table))];

    public void Begin(IReadOnlyList<TableShape> tables)
    {
        session.Execute("SET LOCAL maintenance_work_mem = '256MB'");
        if (!isTemporary)
            CreateSchema();
        foreach (var table in tables.Select(table => table.Name))
        {
            var living = new Living(table, PostgresCatalog.SchemaOf(session, table));
            _tables.Add(living);
            session.Execute(
                $"CREATE TABLE {Fresh(living)} (LIKE {living.FullName} INCLUDING ALL EXCLUDING INDEXES)");
            foreach (var sql in PostgresCatalog.SettingsOf(session, living.FullName, Fresh(living)))
                session.Execute(sql);
        }

        // Temporary tables are found first in any case.
        if (!isTemporary)
        {
            session.Execute(
                "DO 'BEGIN PERFORM set_config(''search_path'', ''rebuilding, '' || "
                + "current_setting(''search_path''), true); END'");
        }
    }

    public void Write(TableShape table, SqliteStatement rows)
    {
        if (!rows.Step())
            return;
        session.Flush();
        // Frozen: nobody ever saw these tables without their rows.
        using var copy = session.Connection.BeginTextImport(
            $"COPY {_schema}.{table.Name} ({string.Join(", ", table.Columns)}) FROM STDIN (FREEZE)");
        do
            CopyText.Write(copy, rows, table.Columns.Count);
        while (rows.Step());
    }

    public void MakeIndexes()
    {
        foreach (var table in _tables)
        {
            foreach (var sql in PostgresCatalog.IndexesOf(session, table.FullName, Fresh(table), isTemporary))
                session.Execute(sql);
            // What the planner goes by, and which words are common.
            if (!isTemporary)
                session.Execute($"ANALYZE {Fresh(table)}");
        }
    }

    public void Complete()
    {
        if (isTemporary)
            return;
        var living = string.Join(", ", _tables.Select(table => table.FullName));
        Lock(living);
        session.Execute($"DROP TABLE {living}");
        foreach (var table in _tables)
            session.Execute($"ALTER TABLE {Fresh(table)} SET SCHEMA {table.Schema}");
        session.Execute($"DROP SCHEMA {_schema}");
    }

    private void CreateSchema()
    {
        try
        {
            session.Execute($"CREATE SCHEMA {_schema}");
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw PostgresErrors.MayNotRebuild(exception);
        }
    }

    private string Fresh(Living table) => $"{_schema}.{table.Name}";

    /// <summary>Readers hold several of the tables, too, and took them in another order: then they go first.</summary>
    private void Lock(string tables)
    {
        for (var tries = 1; ; tries++)
        {
            session.Execute("SAVEPOINT exchange");
            try
            {
                session.Execute($"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE");
                return;
            }
            catch (PostgresException error) when (
                tries < LockTriesMax && error.SqlState is PostgresErrorCodes.DeadlockDetected
                    or PostgresErrorCodes.LockNotAvailable)
            {
                session.Execute("ROLLBACK TO SAVEPOINT exchange");
            }
        }
    }

    private sealed record Living(string Name, string Schema)
    {
        public string FullName => $"{Schema}.{Name}";
    }
}
