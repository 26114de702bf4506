using Microsoft.Extensions.Hosting;

namespace IdeaStorage.Embedded;

/// <summary>Starts and stops the grains with the application.</summary>
internal sealed class EmbeddedHost(EmbeddedRuntime runtime, ReminderService reminders) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        runtime.Start();
        await reminders.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await reminders.StopAsync(cancellationToken);
        await runtime.StopAsync(cancellationToken);
    }
}
