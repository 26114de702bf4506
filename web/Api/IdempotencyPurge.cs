using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Idempotency;

namespace IdeaStorage.Web.Api;

/// <summary>Removes kept answers when their day is over.</summary>
internal sealed partial class IdempotencyPurge(
    IIdempotencyStore store, TimeProvider time, ILogger<IdempotencyPurge> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await store.PurgeAsync(stoppingToken);
            }
            catch (StorageUnavailableException error)
            {
                LogLater(error);
            }
    }

    [LoggerMessage(LogLevel.Warning, "Old answers could not be removed now; the next hour tries again")]
    private partial void LogLater(Exception error);
}
