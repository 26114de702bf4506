using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Training;
using Microsoft.Extensions.Hosting;

namespace IdeaStorage.Silo.Training;

/// <summary>
/// In a product of one process: a run that was at work when the process before this one died is shown as interrupted
/// from the start on, and another can begin. In a cluster it may be at work elsewhere, and counts as interrupted when
/// it has been silent for <see cref="TrainingRuns.SilentAfter"/>, here too if the database does not answer now.
/// </summary>
internal sealed class DeadRuns(TrainingRuns runs, TimeProvider time) : IHostedService
{
    // Made before anything starts, and so before any run of this process.
    private readonly DateTimeOffset _madeAt = time.GetUtcNow();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await runs.InterruptAsync(_madeAt, cancellationToken);
        }
        catch (StorageUnavailableException)
        {
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
