using System.Globalization;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels.Tags;
using Orleans;

namespace IdeaStorage.Silo.Demo;

/// <summary>
/// Fills an empty installation with demo data, once. A file beside the database marks a seeding that has begun, with
/// the time that its plan was made for; after a crash the next start completes the same plan.
/// </summary>
public sealed class DemoData(
    IEventLog log, IGrainFactory grains, KsicCatalogue industries, TrainingSettings training, TimeProvider time)
{
    private const string MarkerName = "demo-data.unfinished";

    /// <summary>Seeds if the log is empty or an earlier seeding was interrupted.</summary>
    /// <param name="folder">The installation's data folder.</param>
    /// <param name="progress">From 0 to 1.</param>
    /// <param name="cancellationToken">Stops between two commands; the next start goes on.</param>
    /// <returns>Whether anything was seeded.</returns>
    public async Task<bool> EnsureAsync(
        string folder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var marker = Path.Combine(folder, MarkerName);
        if (!File.Exists(marker))
        {
            if (await log.GetHeadAsync(cancellationToken) > 0) return false;
            await File.WriteAllTextAsync(marker, time.GetUtcNow().ToString("O"), cancellationToken);
        }

        var now = DateTimeOffset.Parse(
            await File.ReadAllTextAsync(marker, cancellationToken), CultureInfo.InvariantCulture);
        var plan = DemoGenerator.Create(DemoGenerator.FirstRunSeed, now);
        // A model of the part that happens to be there already would serve for an hour at least.
        var afterActs = training.AfterActs;
        training.AfterActs = 0;
        try
        {
            await new DemoSeeder(grains, industries).SeedAsync(plan, progress, cancellationToken);
        }
        finally
        {
            training.AfterActs = afterActs;
        }

        File.Delete(marker);
        return true;
    }
}
