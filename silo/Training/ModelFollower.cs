using IdeaStorage.Grains.Recommendations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdeaStorage.Silo.Training;

/// <summary>Has this node serve what was chosen anywhere, within seconds.</summary>
internal sealed partial class ModelFollower(
    ActivityModel activity, TimeProvider time, ILogger<ModelFollower> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await activity.AdoptAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(error);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The chosen model could not be looked for; it is tried again")]
    private partial void LogFailed(Exception error);
}
