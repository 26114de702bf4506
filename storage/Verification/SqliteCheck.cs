using IdeaStorage.Storage.Copying;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.Search.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Storage.Verification;

/// <summary>
/// Checks a SQLite database: the file itself, then log and read models in a copy as of one moment, which takes as much
/// room again, in the folder for temporary files.
/// </summary>
internal sealed class SqliteCheck(string folder, IProgress<JobProgress>? progress, CancellationToken cancellationToken)
{
    public async Task<DatabaseCheck> RunAsync()
    {
        var file = Path.Combine(folder, SqliteDatabase.FileName);
        progress?.Report(new JobProgress(JobStages.Integrity, 0, 1));
        var faults = SqliteSnapshot.Faults(file);
        progress?.Report(new JobProgress(JobStages.Integrity, 1, 1));
        // What a damaged file says of its content would only hide the damage.
        if (faults.Count > 0)
            return new DatabaseCheck(
                0, 0, 0, [], [.. faults.Select(one => new Finding(FindingKind.DatabaseDamaged, one))]);
        CopySource.Open(new StorageAddress(folder)).Dispose();
        var copy = Directory.CreateTempSubdirectory("ideastorage-verify-");
        try
        {
            SqliteSnapshot.Take(
                file, Path.Combine(copy.FullName, SqliteDatabase.FileName), progress, cancellationToken);
            return await CheckCopyAsync(copy.FullName);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private async Task<DatabaseCheck> CheckCopyAsync(string copy)
    {
        var services = new ServiceCollection();
        services.AddSqliteStorage(copy);
        services.AddReadModels();
        await using var provider = services.BuildServiceProvider();
        var database = provider.GetRequiredService<SqliteDatabase>();
        var log = database.Read(statements => new LogCheck(statements).Run(progress, cancellationToken));
        var blobs = database.Read(BlobRows.Read);
        // A log that cannot be read cannot be replayed.
        if (log.Findings.Any(finding => finding.Kind is FindingKind.EventUnreadable))
            return new DatabaseCheck(log.Events, log.Texts, 0, blobs, log.Findings);
        // Before the rebuild makes it anew.
        progress?.Report(new JobProgress(JobStages.Search, 0, 1));
        if (!await SqliteIndexing.IsWholeAsync(database, cancellationToken))
            log.Findings.Add(new Finding(FindingKind.ReadModelDiffers, "idea_search_index (search)"));
        progress?.Report(new JobProgress(JobStages.Search, 1, 1));
        using var lease = provider.GetRequiredService<IReadConnections>().Rent();
        var check = new ReadModelCheck(lease.Connection, Select, provider.GetServices<IProjection>());
        var models = await check.RunAsync(
            () => provider.GetRequiredService<IRebuild>()
                .RebuildAsync(null, new RebuildStage(progress), cancellationToken),
            progress, cancellationToken);
        return new DatabaseCheck(
            log.Events, log.Texts, models.Tables, blobs, [.. log.Findings, .. models.Findings]);
    }

    /// <summary>A full-text table is found by its row id, which is no column of it.</summary>
    private static string Select(string table) =>
        $"SELECT {(table.EndsWith("_search", StringComparison.Ordinal) ? "rowid, *" : "*")} FROM {table}";
}
