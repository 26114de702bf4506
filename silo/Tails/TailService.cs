using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IdeaStorage.Silo.Tails;

/// <summary>Runs the tail of every registered consumer while the program runs, side by side.</summary>
internal sealed class TailService(IServiceProvider services, IEnumerable<ITailConsumer> consumers)
    : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    // The tails begin on the thread that starts them, so that a simulated run keeps to its own.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(consumers
            .Select(consumer => ActivatorUtilities.CreateInstance<TailRunner>(services, consumer))
            .Select(runner => runner.RunAsync(_stop.Token)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stop.Cancel();
        await _running;
    }

    // A host that is thrown away without being stopped leaves nobody at work.
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }
}

/// <summary>Composition of tails.</summary>
public static class TailHosting
{
    /// <summary>Runs a tail for every <see cref="ITailConsumer"/> that is registered.</summary>
    public static IServiceCollection AddTailRunners(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<TailMetrics>();
        services.AddSingleton(new TailNode(
            $"{Environment.MachineName}/{Environment.ProcessId}", Random.Shared.NextDouble));
        services.AddHostedService<TailService>();
        return services;
    }
}
