using System.Collections.Concurrent;
using System.Data.Common;
using IdeaStorage.Storage.Search.Sqlite;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>Read connections that keep their settings and prepared statements between uses.</summary>
internal sealed class SqliteReadPool(string connectionString) : IDisposable
{
    /// <summary>Connections kept open while nobody uses them.</summary>
    public const int IdleMax = 16;

    private readonly ConcurrentStack<Reader> _idle = new();
    private volatile bool _closed;

    public Lease Rent()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return new Lease(this, _idle.TryPop(out var reader) ? reader : Open());
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryPop(out var reader))
            reader.Dispose();
    }

    private Reader Open()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            SqlitePragmas.ApplyToReader(connection);
            SearchScore.CreateFunction(connection);
            SearchMatch.CreateFunction(connection);
            SearchNarrowing.CreateFunctions(connection);
            TermCounts.CreateFunction(connection);
            return new Reader(connection);
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw SqliteErrors.Unavailable(exception);
        }
    }

    private void Return(Reader reader)
    {
        if (_closed || reader.IsInTransaction || _idle.Count >= IdleMax)
            reader.Dispose();
        else
            _idle.Push(reader);
    }

    internal sealed class Lease(SqliteReadPool pool, Reader reader) : ReadLease
    {
        private Reader? _reader = reader;

        public override DbConnection Connection => Held.Connection;

        public SqliteStatements Statements => Held.Statements;

        public override bool TryReadNumbers(string sql, string key, Span<long> numbers)
        {
            try
            {
                return Statements.TryReadNumbers(sql, key, numbers);
            }
            catch (SqliteException exception)
            {
                throw SqliteErrors.Unavailable(exception);
            }
        }

        public override void Dispose()
        {
            if (Interlocked.Exchange(ref _reader, null) is { } held)
                pool.Return(held);
        }

        private Reader Held => _reader ?? throw new ObjectDisposedException(nameof(ReadLease));
    }

    internal sealed class Reader(SqliteConnection connection) : IDisposable
    {
        public SqliteConnection Connection => connection;

        public SqliteStatements Statements { get; } = new(connection.Handle!);

        public bool IsInTransaction => sqlite3_get_autocommit(connection.Handle) == 0;

        public void Dispose()
        {
            Statements.Dispose();
            connection.Dispose();
        }
    }
}
