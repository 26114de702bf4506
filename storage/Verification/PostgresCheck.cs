using IdeaStorage.Storage.Copying;
using IdeaStorage.Storage.Database.Postgres;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IdeaStorage.Storage.Verification;

/// <summary>
/// Checks log and read models of a PostgreSQL database as of one moment. The rebuild goes into temporary tables of the
/// same names, which the statements of the read models then find in the place of the real ones; nothing is committed.
/// </summary>
internal sealed class PostgresCheck(
    string connectionString, IProgress<JobProgress>? progress, CancellationToken cancellationToken)
{
    public async Task<DatabaseCheck> RunAsync()
    {
        CopySource.Open(new StorageAddress("", connectionString)).Dispose();
        await using var source = PostgresConnections.Writers(connectionString);
        using var session = new PostgresSession(source);
        try
        {
            session.BeginMoment();
            return await CheckAsync(session);
        }
        catch (NpgsqlException error)
        {
            throw PostgresErrors.Unavailable(error);
        }
    }

    private async Task<DatabaseCheck> CheckAsync(PostgresSession session)
    {
        var log = new LogCheck(session).Run(progress, cancellationToken);
        var blobs = BlobRows.Read(session);
        // A log that cannot be read cannot be replayed.
        if (log.Findings.Any(finding => finding.Kind is FindingKind.EventUnreadable))
            return new DatabaseCheck(log.Events, log.Texts, 0, blobs, log.Findings);
        var projections = Projections();
        var models = await new ReadModelCheck(session.Connection, Select, projections).RunAsync(
            () =>
            {
                var fresh = new PostgresFreshTables(session, isTemporary: true);
                new Replay(session, fresh, projections, new RebuildStage(progress), cancellationToken)
                    .Run(projections);
                return Task.CompletedTask;
            },
            progress, cancellationToken);
        return new DatabaseCheck(
            log.Events, log.Texts, models.Tables, blobs, [.. log.Findings, .. models.Findings]);
    }

    /// <summary>A row as the server writes it: it has types of its own for full text.</summary>
    private static string Select(string table) => $"SELECT CAST(r AS TEXT) FROM {table} AS r";

    /// <summary>They are the same for every database of this kind; none is opened for them.</summary>
    private IProjection[] Projections()
    {
        using var provider = new ServiceCollection()
            .AddPostgresStorage(connectionString, "").AddReadModels().BuildServiceProvider();
        return [.. provider.GetServices<IProjection>()];
    }
}
