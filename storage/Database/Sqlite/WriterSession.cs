using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>The writer's own connection, its statements, and the transaction of the group at work.</summary>
internal sealed class WriterSession(SqliteConnection connection) : IDisposable
{
    private SqliteTransaction? _transaction;
    private bool _isAlone;

    public SqliteConnection Connection => connection;

    public SqliteStatements Statements { get; } = new(connection.Handle!);

    public SqliteTransaction Transaction => _transaction ?? throw new InvalidOperationException("No group is at work.");

    /// <summary>Whether SQLite itself ended the transaction (it may, after a full disk or a failed read).</summary>
    public bool IsTransactionLost => sqlite3_get_autocommit(connection.Handle) != 0;

    /// <summary>Rows changed since the connection was opened, those undone included.</summary>
    public int Changes => sqlite3_total_changes(connection.Handle);

    /// <summary>Whether the next group is one piece that may take its time, and more memory.</summary>
    public bool IsAlone
    {
        get => _isAlone;
        set
        {
            if (value == _isAlone)
                return;
            SqlitePragmas.ApplyToWriter(connection, value);
            _isAlone = value;
        }
    }

    public void Begin() => _transaction = connection.BeginTransaction(deferred: false);

    public void Commit()
    {
        Transaction.Commit();
        _transaction = null;
    }

    public void Savepoint() => Statements.Execute("SAVEPOINT work");

    public void RollbackToSavepoint() => Statements.Execute("ROLLBACK TO work");

    public void ReleaseSavepoint() => Statements.Execute("RELEASE work");

    /// <summary>Ends the transaction whatever state it is in, so that the next group starts clean.</summary>
    public void Abandon()
    {
        try
        {
            _transaction?.Dispose();
        }
        catch (SqliteException)
        {
            // The transaction was ended by SQLite before; the next lines make sure of it.
        }

        _transaction = null;
        if (!IsTransactionLost)
            sqlite3_exec(connection.Handle, "ROLLBACK");
    }

    public void Dispose()
    {
        Statements.Dispose();
        connection.Dispose();
    }
}
