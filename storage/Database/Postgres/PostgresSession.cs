using System.Data;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.EventLog.Postgres;
using Npgsql;

namespace IdeaStorage.Storage.Database.Postgres;

/// <summary>
/// The writer's own connection and the transaction of the group at work. Statements whose answer does not matter are
/// collected and sent together, so that a group costs few round trips.
/// </summary>
internal sealed class PostgresSession(NpgsqlDataSource source) : IStatements, IDisposable
{
    /// <summary>
    /// The lock of the log: whoever draws positions holds it until the commit, so that positions become visible in
    /// order. Its number is chosen once and for all. An insert that inserts nothing, because it must give no rows, and
    /// because it is prepared once, which a block is not.
    /// </summary>
    private const string LockLog =
        """
        INSERT INTO commands (command_id, stream, subject_id, version)
        SELECT '', '', '', 1 WHERE pg_advisory_xact_lock(501874689) IS NULL
        """;

    /// <summary>More statements than this are not collected: they would fill the memory.</summary>
    private const int CollectedMax = 20_000;

    /// <summary>Statements of a rebuild may take longer than any other.</summary>
    private const int Unlimited = 0;

    /// <summary>What is alone, as a rebuild, computes for longer between two statements than a group does.</summary>
    private const string AllowPauses = "SET LOCAL idle_in_transaction_session_timeout = '60s'";

    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;
    private CollectedStatements _collected = new();
    private CollectedStatements? _savepointIn;
    private int _savepointAt;

    public NpgsqlConnection Connection => _connection ?? throw new InvalidOperationException("It is not connected.");

    public NpgsqlTransaction Transaction =>
        _transaction ?? throw new InvalidOperationException("No group is at work.");

    /// <summary>Whether the group is one piece that may take its time.</summary>
    public bool IsAlone { get; set; }

    /// <summary>What the log holds of the streams and commands of the pieces at work.</summary>
    public LogFacts Facts { get; set; } = LogFacts.None;

    public bool IsConnected => _connection is { FullState: ConnectionState.Open };

    /// <summary>Connects if it is not connected, or not any more.</summary>
    public void Open()
    {
        if (IsConnected)
            return;
        Close();
        _connection = source.OpenConnection();
    }

    /// <summary>Lets go of the connection; the next group gets another.</summary>
    public void Close()
    {
        var connection = _connection;
        _connection = null;
        connection?.Dispose();
    }

    public void Begin()
    {
        Open();
        _transaction = Connection.BeginTransaction();
        Send(LockLog);
        Send(LogListener.Notify);
        if (IsAlone)
            Send(AllowPauses);
    }

    /// <summary>Begins to look at one moment, to which <see cref="Abandon"/> puts an end; nobody waits.</summary>
    public void BeginMoment()
    {
        Open();
        (_transaction, IsAlone) = (Connection.BeginTransaction(IsolationLevel.RepeatableRead), true);
    }

    public void Savepoint()
    {
        Send("SAVEPOINT work");
        (_savepointIn, _savepointAt) = (_collected, _collected.Count - 1);
    }

    public void ReleaseSavepoint()
    {
        Send("RELEASE SAVEPOINT work");
        Flush();
    }

    public void RollbackToSavepoint()
    {
        if (_collected == _savepointIn)
        {
            _collected.Truncate(_savepointAt);
            return;
        }

        Drop();
        Send("ROLLBACK TO SAVEPOINT work");
        Send("RELEASE SAVEPOINT work");
        Flush();
    }

    /// <summary>The commit goes with the last statements: a failed one of them has it not carried out.</summary>
    public void Commit()
    {
        Send("COMMIT");
        Flush();
        // The server says that no transaction is open any more, so this undoes nothing.
        Transaction.Dispose();
        _transaction = null;
    }

    /// <summary>
    /// Ends the transaction whatever state it is in; a broken connection is replaced by the next group.
    /// </summary>
    public void Abandon()
    {
        Drop();
        try
        {
            _transaction?.Dispose();
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            Close();
        }

        _transaction = null;
    }

    /// <summary>For a statement that gives no rows.</summary>
    public void Send(string sql, params ReadOnlySpan<object?> parameters) => Collect(sql, parameters);

    /// <summary>As <see cref="Send"/>; the command knows, when it has run, how many rows it changed.</summary>
    public NpgsqlBatchCommand Collect(string sql, params ReadOnlySpan<object?> parameters)
    {
        FlushWhenMany();
        return _collected.Add(sql, parameters);
    }

    public void SendOf(string stream, string sql, params object?[] parameters)
    {
        FlushWhenMany();
        _collected.Add(stream, sql, parameters);
    }

    /// <summary>Runs what was collected.</summary>
    public void Flush() => RunLast(static _ => 0);

    public int Execute(string sql, params ReadOnlySpan<object?> parameters)
    {
        var command = Collect(sql, parameters);
        Flush();
        return command.RecordsAffected;
    }

    public T? Find<T>(string sql, Func<IRow, T> read, params ReadOnlySpan<object?> parameters)
    {
        Send(sql, parameters);
        return RunLast(reader => reader.Read() ? read(new PostgresRow(reader)) : default);
    }

    public List<T> List<T>(string sql, Func<IRow, T> read, params ReadOnlySpan<object?> parameters)
    {
        Send(sql, parameters);
        return RunLast(reader => ReadAll(reader, read))!;
    }

    public IFreshTables FreshTables() => new PostgresFreshTables(this, isTemporary: false);

    public void Dispose()
    {
        Abandon();
        Close();
    }

    /// <summary>The table and columns of a unique index (<c>profiles.handle_key</c>).</summary>
    public string ColumnsOf(string index) => Find(
        """
        SELECT string_agg(t.relname || '.' || a.attname, ', ' ORDER BY k.place)
        FROM pg_index x
        JOIN pg_class t ON t.oid = x.indrelid
        CROSS JOIN LATERAL unnest(x.indkey) WITH ORDINALITY AS k (attnum, place)
        JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum
        WHERE x.indexrelid = to_regclass(@p0)
        """,
        static row => row.Text(0), $"\"{index}\"") is { Length: > 0 } columns ? columns : index;

    /// <summary>Runs what was collected and reads the rows of the last statement.</summary>
    private T? RunLast<T>(Func<NpgsqlDataReader, T?> read)
    {
        if (_collected.Count == 0)
            return default;
        using var batch = _collected.ToBatch(Connection, _transaction);
        _collected = new CollectedStatements();
        if (IsAlone)
            batch.Timeout = Unlimited;
        // What was collected has no rows; so the first rows are those of the last statement.
        using var reader = batch.ExecuteReader();
        var result = read(reader);
        reader.NextResult();
        return result;
    }

    private void FlushWhenMany()
    {
        if (_collected.Rows >= CollectedMax)
            Flush();
    }

    private static List<T> ReadAll<T>(NpgsqlDataReader reader, Func<IRow, T> read)
    {
        var rows = new List<T>();
        var row = new PostgresRow(reader);
        while (reader.Read())
            rows.Add(read(row));
        return rows;
    }

    private void Drop() => _collected = new CollectedStatements();
}
