using System.Data.Common;
using IdeaStorage.Storage.Copying;
using IdeaStorage.Storage.Migrations;
using IdeaStorage.Storage.ReadModels;
using Npgsql;

namespace IdeaStorage.Storage.Database.Postgres;

/// <summary>
/// One PostgreSQL database, 15 or newer: checked and migrated; the home of this process's writer and of its read
/// connections. Several processes may use one database.
/// </summary>
public sealed class PostgresDatabase : IReadConnections, IDatabaseWriter, IDatabase, IDisposable
{
    /// <summary>The oldest server that is supported and tested.</summary>
    public const int VersionMin = 15;

    /// <summary>Two programs that start at once bring the schema up to date one after the other.</summary>
    private const string LockSchema = "SELECT pg_advisory_xact_lock(501874688)";

    private readonly NpgsqlDataSource _writers;
    private readonly PostgresWriter _writer;

    private PostgresDatabase(string connectionString, NpgsqlDataSource writers, WriterTurns turns)
    {
        Rows.Configure();
        _writers = writers;
        Readers = PostgresConnections.Readers(connectionString);
        _writer = new PostgresWriter(new PostgresSession(writers), turns);
        _writer.Disconnected += Readers.Clear;
    }

    /// <summary>After every commit of this process, on the writer's thread: what listens must return at once.</summary>
    public event Action? Committed
    {
        add => _writer.Committed += value;
        remove => _writer.Committed -= value;
    }

    /// <summary>Connections that are refused any write.</summary>
    public NpgsqlDataSource Readers { get; }

    /// <summary>Opens a database that exists; its tables are made when they are missing.</summary>
    /// <param name="connectionString">As Npgsql reads it: <c>Host=…;Database=…;Username=…;Password=…</c>.</param>
    /// <param name="time">Dates the migrations.</param>
    /// <param name="turns">Whose thread the writer works on.</param>
    /// <param name="isIncoming">Whether it may be half of a copy, because this is who copies.</param>
    /// <exception cref="DatabaseUnusableException">It cannot be used; the message says why and what to do.</exception>
    public static PostgresDatabase Open(
        string connectionString, TimeProvider time, WriterTurns turns = WriterTurns.OwnThread,
        bool isIncoming = false)
    {
        var writers = PostgresConnections.Writers(connectionString);
        try
        {
            Prepare(writers, time, isIncoming);
            return new PostgresDatabase(connectionString, writers, turns);
        }
        catch (NpgsqlException exception)
        {
            writers.Dispose();
            throw PostgresErrors.Unusable(PostgresConnections.Describe(connectionString), exception);
        }
        catch
        {
            writers.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ReadLease Rent()
    {
        try
        {
            return new PostgresLease(Readers.OpenConnection());
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Unavailable(exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ReadLease> RentAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return new PostgresLease(await Readers.OpenConnectionAsync(cancellationToken));
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Unavailable(exception);
        }
    }

    /// <inheritdoc/>
    public Task<T> WriteAsync<T>(
        Func<DbConnection, DbTransaction, T> write, CancellationToken cancellationToken = default) =>
        Enqueue(
            new FunctionWork<PostgresSession, T>(session =>
            {
                session.Flush();
                return write(session.Connection, session.Transaction);
            }),
            cancellationToken);

    /// <summary>With <see cref="WriterTurns.ByHand"/>: runs one group of what is waiting, answers its size.</summary>
    public int RunWaiting() => _writer.RunWaiting();

    /// <summary>Carries out what is waiting, then closes everything.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        _writers.Dispose();
        Readers.Dispose();
    }

    internal Task<T> Enqueue<T>(WriterWork<PostgresSession, T> work, CancellationToken cancellationToken) =>
        _writer.Enqueue(work, cancellationToken);

    async Task<T?> IDatabase.FindAsync<T>(
        string sql, Func<IRow, T> read, object?[] parameters, CancellationToken cancellationToken)
        where T : default
    {
        var rows = await ListAsync(sql, read, parameters, cancellationToken);
        return rows.Count > 0 ? rows[0] : default;
    }

    Task<List<T>> IDatabase.ListAsync<T>(
        string sql, Func<IRow, T> read, object?[] parameters, CancellationToken cancellationToken) =>
        ListAsync(sql, read, parameters, cancellationToken);

    Task<int> IDatabase.ExecuteAsync(string sql, object?[] parameters, CancellationToken cancellationToken) =>
        Enqueue(new StatementWork(sql, parameters), cancellationToken);

    Task<T> IDatabase.RunAsync<T>(Func<IStatements, T> write, bool isAlone, CancellationToken cancellationToken) =>
        Enqueue(new FunctionWork<PostgresSession, T>(write, isAlone), cancellationToken);

    private async Task<List<T>> ListAsync<T>(
        string sql, Func<IRow, T> read, object?[] parameters, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await Readers.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(PostgresSql.ToPositional(sql), connection);
            PostgresSql.Add(command.Parameters, parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var (rows, row) = (new List<T>(), new PostgresRow(reader));
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(read(row));
            return rows;
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Unavailable(exception);
        }
    }

    private static void Prepare(NpgsqlDataSource source, TimeProvider time, bool isIncoming)
    {
        using var connection = source.OpenConnection();
        if (connection.PostgreSqlVersion.Major < VersionMin)
        {
            throw new DatabaseUnusableException(
                DatabaseFault.Unknown,
                $"데이터베이스 서버가 PostgreSQL {connection.PostgreSqlVersion}입니다. {VersionMin} 이상이 필요합니다.",
                $"The database server is PostgreSQL {connection.PostgreSqlVersion}; {VersionMin} or newer is needed.");
        }

        if (connection.PostgresParameters.GetValueOrDefault("server_encoding") is var encoding and not "UTF8")
        {
            throw new DatabaseUnusableException(
                DatabaseFault.AnotherSchema,
                $"‘{connection.Database}’ 데이터베이스의 문자 인코딩이 {encoding}입니다. 새로 만드세요: "
                + "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.",
                $"The database '{connection.Database}' stores its texts as {encoding}. Make another with "
                + "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.");
        }

        using var transaction = connection.BeginTransaction();
        using (var command = new NpgsqlCommand(LockSchema, connection, transaction))
            command.ExecuteNonQuery();
        SchemaMigrations.Apply(transaction, time, Migration.BuiltIn("Postgres"));
        if (!isIncoming)
            Incoming.Refuse(transaction, PostgresConnections.Describe(connection.ConnectionString));
        transaction.Commit();
    }
}
