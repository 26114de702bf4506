using IdeaStorage.Storage.EventLog;
using SQLitePCL;

namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>The prepared statements of one connection, by SQL text. For one thread at a time, as its
/// connection.</summary>
internal sealed class SqliteStatements(sqlite3 database) : IStatements, IDisposable
{
    /// <summary>More different texts mean that values were written into the SQL instead of bound.</summary>
    public const int StatementsMax = 2_000;

    private readonly Dictionary<string, SqliteStatement> _prepared = new(StringComparer.Ordinal);

    /// <summary>The row id that the last insert of this connection drew.</summary>
    public long LastRowId => raw.sqlite3_last_insert_rowid(database);

    /// <summary>Runs a statement to its end and answers the number of rows that it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> parameters)
    {
        var statement = Prepare(sql);
        try
        {
            statement.Bind(parameters);
            while (statement.Step())
            {
            }
        }
        finally
        {
            statement.Reset();
        }

        return raw.sqlite3_changes(database);
    }

    public void Send(string sql, params ReadOnlySpan<object?> parameters) => Execute(sql, parameters);

    public void SendOf(string stream, string sql, params object?[] parameters) => Execute(sql, parameters);

    /// <summary>The first column of the first row, or null without a row or with NULL in it.</summary>
    public long? FindInt64(string sql, params ReadOnlySpan<object?> parameters) =>
        Find<long?>(sql, static row => row.IsNull(0) ? null : row.Int64(0), parameters);

    /// <summary>Reads the first row's columns as numbers (NULL: 0); false without a row.</summary>
    public bool TryReadNumbers(string sql, string key, Span<long> numbers)
    {
        var statement = Prepare(sql);
        try
        {
            statement.Bind([key]);
            if (!statement.Step())
                return false;
            for (var column = 0; column < numbers.Length; column++)
                numbers[column] = statement.Int64(column);
            return true;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The first row, or the default without one.</summary>
    public T? Find<T>(string sql, Func<IRow, T> read, params ReadOnlySpan<object?> parameters)
    {
        var statement = Prepare(sql);
        try
        {
            statement.Bind(parameters);
            return statement.Step() ? read(statement) : default;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>All rows; the SQL limits their number.</summary>
    public List<T> List<T>(string sql, Func<IRow, T> read, params ReadOnlySpan<object?> parameters)
    {
        var rows = new List<T>();
        var statement = Prepare(sql);
        try
        {
            statement.Bind(parameters);
            while (statement.Step())
                rows.Add(read(statement));
            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Hands out a statement without parameters, to be stepped by whoever takes it.</summary>
    public void Use(string sql, Action<SqliteStatement> use)
    {
        var statement = Prepare(sql);
        try
        {
            use(statement);
        }
        finally
        {
            statement.Reset();
        }
    }

    public IFreshTables FreshTables() => new SqliteFreshTables(this);

    public void Dispose()
    {
        foreach (var statement in _prepared.Values)
            statement.Dispose();
        _prepared.Clear();
    }

    private SqliteStatement Prepare(string sql)
    {
        if (_prepared.TryGetValue(sql, out var statement))
            return statement;
        if (_prepared.Count >= StatementsMax)
            throw new InvalidOperationException($"More than {StatementsMax} different statements; bind values: {sql}");
        return _prepared[sql] = new SqliteStatement(database, sql);
    }
}
