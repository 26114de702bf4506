using System.Data;
using System.Data.Common;
using Dapper;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IdeaStorage.Storage.Copying;

/// <summary>
/// The database that a copy fills. How far each table has come is written together with its rows, and while that is on
/// record no program starts on it.
/// </summary>
internal sealed class CopyTarget : IAsyncDisposable
{
    private readonly StorageAddress _address;
    private readonly ServiceProvider _provider;
    private readonly IDatabaseWriter _writer;
    private readonly IReadConnections _connections;

    /// <exception cref="DatabaseUnusableException">It cannot be used, or another process uses it.</exception>
    public CopyTarget(StorageAddress address)
    {
        _address = address;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStorage(address, isIncoming: true);
        services.AddReadModels();
        _provider = services.BuildServiceProvider();
        try
        {
            _writer = _provider.GetRequiredService<IDatabaseWriter>();
            _connections = _provider.GetRequiredService<IReadConnections>();
        }
        catch
        {
            _provider.Dispose();
            throw;
        }
    }

    public IBlobStore Blobs => _provider.GetRequiredService<IBlobStore>();

    /// <summary>Makes ready for the rows of an installation, or for the rest of them.</summary>
    /// <returns>Whether some may be there already.</returns>
    /// <exception cref="DatabaseUnusableException">It holds something else.</exception>
    public Task<bool> BeginAsync(string source, CancellationToken cancellationToken) => _writer.WriteAsync(
        (connection, transaction) =>
        {
            var sources = connection.Query<string>("SELECT DISTINCT source FROM incoming", null, transaction).ToList();
            if (sources.Any(other => other != source))
                throw Incoming.NotEmpty($"{_address}");
            if (sources.Count > 0)
                return true;
            RefuseFull(connection, transaction);
            foreach (var table in KeptTable.All)
                MakeReady(connection, transaction, table, source);
            return false;
        },
        cancellationToken);

    /// <exception cref="DatabaseUnusableException">It holds an installation, and no half of one.</exception>
    public Task RefuseFullAsync(CancellationToken cancellationToken) => _writer.WriteAsync(
        (connection, transaction) =>
        {
            if (connection.ExecuteScalar<long>("SELECT count(*) FROM incoming", null, transaction) == 0)
                RefuseFull(connection, transaction);
            return 0;
        },
        cancellationToken);

    /// <summary>The key of the last row that arrived, or null.</summary>
    public object[]? LastKey(KeptTable table)
    {
        using var lease = _connections.Rent();
        var key = lease.Connection.QuerySingleOrDefault<string>(
            "SELECT last_key FROM incoming WHERE name = @Name", new { table.Name });
        return key is null ? null : Incoming.OfJson(key);
    }

    public Task InsertAsync(
        KeptTable table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows,
        CancellationToken cancellationToken)
    {
        var last = table.Key.Select(column => rows[^1][columns.ToList().IndexOf(column)]!);
        return _writer.WriteAsync(
            (connection, transaction) =>
            {
                RowWriter.Insert(connection, transaction, table, columns, rows);
                return SetLastKey(connection, transaction, table, Incoming.ToJson(last));
            },
            cancellationToken);
    }

    public Task EmptyAsync(KeptTable table, CancellationToken cancellationToken) => _writer.WriteAsync(
        (connection, transaction) =>
        {
            connection.Execute($"DELETE FROM \"{table.Name}\"", null, transaction, commandTimeout: 0);
            return SetLastKey(connection, transaction, table, null);
        },
        cancellationToken);

    public RowReader Read()
    {
        var lease = _connections.Rent();
        return new RowReader(lease.Connection, lease);
    }

    public Task RebuildAsync(IProgress<RebuildProgress> progress, CancellationToken cancellationToken) =>
        _provider.GetRequiredService<IRebuild>().RebuildAsync(null, progress, cancellationToken);

    /// <summary>From here on a program may start on it.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => _writer.WriteAsync(
        (connection, transaction) =>
        {
            if (connection is NpgsqlConnection)
                EndPostgres(connection, transaction);
            return connection.Execute("DELETE FROM incoming", null, transaction);
        },
        cancellationToken);

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private void RefuseFull(DbConnection connection, DbTransaction transaction)
    {
        foreach (var table in KeptTable.All.Where(table => !table.IsWrittenByAStart))
        {
            if (connection.ExecuteScalar<bool>($"SELECT EXISTS (SELECT 1 FROM \"{table}\")", null, transaction))
                throw Incoming.NotEmpty($"{_address}");
        }
    }

    private static void MakeReady(DbConnection connection, DbTransaction transaction, KeptTable table, string source)
    {
        if (table.IsWrittenByAStart)
            connection.Execute($"DELETE FROM \"{table}\"", null, transaction);
        connection.Execute(
            "INSERT INTO incoming (name, source) VALUES (@Name, @source)", new { table.Name, source }, transaction);
    }

    private static int SetLastKey(DbConnection connection, DbTransaction transaction, KeptTable table, string? key) =>
        connection.Execute(
            "UPDATE incoming SET last_key = @key WHERE name = @Name", new { key, table.Name }, transaction);

    /// <summary>Numbers that the database draws go on behind those that came in, and its planner learns of the rows.
    /// </summary>
    private static void EndPostgres(DbConnection connection, DbTransaction transaction)
    {
        var drawn = connection.Query<(string Table, string Column)>(
            """
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND is_identity = 'YES'
            """,
            null, transaction).ToList();
        foreach (var (table, column) in drawn)
        {
            connection.Execute(
                $"""
                SELECT setval(pg_get_serial_sequence('"{table}"', '{column}'), coalesce(max("{column}"), 0) + 1, false)
                FROM "{table}"
                """,
                null, transaction);
        }

        connection.Execute("ANALYZE", null, transaction, commandTimeout: 0, CommandType.Text);
    }
}
