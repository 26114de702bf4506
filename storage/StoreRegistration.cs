using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Idempotency;
using IdeaStorage.Storage.Recommendations;
using IdeaStorage.Storage.Reminders;
using IdeaStorage.Storage.Tails;
using IdeaStorage.Storage.Training;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Storage;

/// <summary>What is the same on every database.</summary>
internal static class StoreRegistration
{
    /// <summary>The contracts over a registered database; each adds its own event log and
    /// <see cref="LogSignal"/>.</summary>
    public static IServiceCollection AddStores<TDatabase>(this IServiceCollection services)
        where TDatabase : class, IReadConnections, IDatabaseWriter, IDatabase => services
        .AddSingleton<IReadConnections>(provider => provider.GetRequiredService<TDatabase>())
        .AddSingleton<IDatabaseWriter>(provider => provider.GetRequiredService<TDatabase>())
        .AddSingleton<IDatabase>(provider => provider.GetRequiredService<TDatabase>())
        .AddSingleton<IRebuild, Rebuild>()
        .AddSingleton<ISnapshotStore, SnapshotStore>()
        .AddSingleton<IIdempotencyStore, IdempotencyStore>()
        .AddSingleton<IReminderStore, ReminderStore>()
        .AddSingleton<TrainingRuns>()
        .AddSingleton<ModelChoices>()
        .AddSingleton<Impressions>()
        .AddTails();
}
