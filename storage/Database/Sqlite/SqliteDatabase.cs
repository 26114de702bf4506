using System.Data.Common;
using IdeaStorage.Storage.Copying;
using IdeaStorage.Storage.Migrations;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.Search.Sqlite;
using Microsoft.Data.Sqlite;

namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>
/// One SQLite database: opened, checked, migrated and locked against other processes; the home of the single writer and
/// of the pool of read connections.
/// </summary>
public sealed class SqliteDatabase : IReadConnections, IDatabaseWriter, IDatabase, IDisposable
{
    /// <summary>The database's file in the data folder.</summary>
    public const string FileName = "ideastorage.db";

    /// <summary>A file up to this size is read whole and checked at start (well under a second); damage in a larger one
    /// shows when it is read.</summary>
    public const long QuickCheckBytesMax = 128 << 20;

    private static int s_memoryDatabases;

    private readonly string _source;
    private readonly DatabaseLock? _lock;
    private readonly SqliteReadPool _readers;
    private readonly SqliteWriter _writer;
    private readonly SqliteIndexing _indexing;
    private readonly Checkpoints? _checkpoints;

    static SqliteDatabase() => SqlitePragmas.ApplyToLibrary();

    private SqliteDatabase(string source, DatabaseLock? held, SqliteConnection writer, WriterTurns turns)
    {
        Rows.Configure();
        _source = source;
        _lock = held;
        _readers = new SqliteReadPool(ConnectionString(source));
        var session = new WriterSession(writer);
        _writer = new SqliteWriter(session, turns);
        _indexing = new SqliteIndexing(session);
        _writer.Acknowledged += _indexing.AfterCommit;
        // A database in memory has no log; and whoever chooses the writer's turns wants no other thread.
        if (held is null || turns != WriterTurns.OwnThread)
            return;
        _checkpoints = new Checkpoints(writer, OpenForCheckpoints(source));
        _writer.Acknowledged += _checkpoints.AfterCommit;
    }

    /// <summary>After every commit, on the writer's thread: what listens must return at once.</summary>
    public event Action? Committed
    {
        add => _writer.Committed += value;
        remove => _writer.Committed -= value;
    }

    /// <summary>The full-text index could not be written: searches find all, but slower, until it can.</summary>
    public event Action<Exception>? IndexingFailed
    {
        add => _indexing.Failed += value;
        remove => _indexing.Failed -= value;
    }

    /// <summary>The file, or the name of the database in memory.</summary>
    public string Source => _source;

    /// <summary>Opens the database of a data folder; makes both when they are missing.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="time">Dates the migrations.</param>
    /// <param name="turns">Whose thread the writer works on.</param>
    /// <param name="isIncoming">Whether it may be half of a copy, because this is who copies.</param>
    /// <exception cref="DatabaseUnusableException">It cannot be used; the message says why and what to do.</exception>
    public static SqliteDatabase OpenFile(
        string folder, TimeProvider time, WriterTurns turns = WriterTurns.OwnThread, bool isIncoming = false)
    {
        var held = DatabaseLock.Take(folder);
        try
        {
            DatabaseLock.RefuseHalfRestored(folder);
            var path = Path.Combine(Path.GetFullPath(folder), FileName);
            return new SqliteDatabase(path, held, OpenWriter(path, time, isIncoming), turns);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>A new, empty database in memory, the same in all but durability. It ends with this object.</summary>
    public static SqliteDatabase OpenInMemory(TimeProvider time, WriterTurns turns = WriterTurns.OwnThread)
    {
        var source = $"file:/ideastorage-{Interlocked.Increment(ref s_memoryDatabases)}?vfs=memdb";
        return new SqliteDatabase(source, null, OpenWriter(source, time, isIncoming: false), turns);
    }

    /// <inheritdoc/>
    public ReadLease Rent() => _readers.Rent();

    /// <inheritdoc/>
    public ValueTask<ReadLease> RentAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<ReadLease>(_readers.Rent());
    }

    /// <inheritdoc/>
    public Task<T> WriteAsync<T>(
        Func<DbConnection, DbTransaction, T> write, CancellationToken cancellationToken = default) =>
        RunAsync(session => write(session.Connection, session.Transaction), false, cancellationToken);

    /// <summary>With <see cref="WriterTurns.ByHand"/>: runs one group of what is waiting, answers its size.</summary>
    public int RunWaiting() => _writer.RunWaiting();

    /// <summary>Carries out what is waiting, then closes everything.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        _checkpoints?.Dispose();
        _readers.Dispose();
        _lock?.Dispose();
    }

    internal Task<T> Enqueue<T>(WriterWork<WriterSession, T> work, CancellationToken cancellationToken) =>
        _writer.Enqueue(work, cancellationToken);

    // SQLite has no asynchronous reads: a read is done when the call returns.
    Task<T?> IDatabase.FindAsync<T>(
        string sql, Func<IRow, T> read, object?[] parameters, CancellationToken cancellationToken)
        where T : default =>
        Task.FromResult(Read(statements => statements.Find(sql, read, parameters)));

    Task<List<T>> IDatabase.ListAsync<T>(
        string sql, Func<IRow, T> read, object?[] parameters, CancellationToken cancellationToken) =>
        Task.FromResult(Read(statements => statements.List(sql, read, parameters)));

    Task<int> IDatabase.ExecuteAsync(string sql, object?[] parameters, CancellationToken cancellationToken) =>
        RunAsync(session => session.Statements.Execute(sql, parameters), false, cancellationToken);

    Task<T> IDatabase.RunAsync<T>(Func<IStatements, T> write, bool isAlone, CancellationToken cancellationToken) =>
        RunAsync(session => write(session.Statements), isAlone, cancellationToken);

    private Task<T> RunAsync<T>(Func<WriterSession, T> write, bool isAlone, CancellationToken cancellationToken) =>
        Enqueue(new FunctionWork<WriterSession, T>(write, isAlone), cancellationToken);

    /// <summary>Reads with the prepared statements of a pooled connection.</summary>
    internal T Read<T>(Func<SqliteStatements, T> read)
    {
        using var lease = _readers.Rent();
        try
        {
            return read(lease.Statements);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Unavailable(exception);
        }
    }

    private static string ConnectionString(string source) => new SqliteConnectionStringBuilder
    {
        DataSource = source,
        Mode = SqliteOpenMode.ReadWriteCreate,
        // Our own pool keeps the settings and prepared statements of a connection, which the library's would lose.
        Pooling = false,
    }.ToString();

    private static SqliteConnection OpenForCheckpoints(string source)
    {
        var connection = new SqliteConnection(ConnectionString(source));
        connection.Open();
        SqlitePragmas.ApplyToCheckpoints(connection);
        return connection;
    }

    private static SqliteConnection OpenWriter(string source, TimeProvider time, bool isIncoming)
    {
        var connection = new SqliteConnection(ConnectionString(source));
        try
        {
            var isNew = !File.Exists(source);
            connection.Open();
            SqlitePragmas.ApplyToWriter(connection);
            if (!isNew && new FileInfo(source).Length <= QuickCheckBytesMax)
                QuickCheck(connection, source);
            using var transaction = connection.BeginTransaction(deferred: false);
            SchemaMigrations.Apply(transaction, time, Migration.BuiltIn("Sqlite"));
            if (!isIncoming)
                Incoming.Refuse(transaction, $"'{source}'");
            transaction.Commit();
            return connection;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw SqliteErrors.Unusable(source, exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void QuickCheck(SqliteConnection connection, string source)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        var found = (string)command.ExecuteScalar()!;
        if (found != "ok")
            throw new DatabaseUnusableException(
                DatabaseFault.Damaged,
                $"‘{source}’ 파일이 손상되었습니다({found}). 백업에서 되살리거나, 다른 곳으로 옮기고 빈 상태로 시작하세요.",
                $"The file '{source}' is damaged ({found}). Restore a backup of it, or move it away to start empty.");
    }
}
