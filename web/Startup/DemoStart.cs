using IdeaStorage.Silo.Demo;
using IdeaStorage.Silo.Telemetry;

namespace IdeaStorage.Web.Startup;

/// <summary>Fills an empty installation with demo data before the first request is taken, and says so.</summary>
internal sealed class DemoStart(DemoData demo, ServerOptions options) : IHostedService, IProgress<double>
{
    private int _tenthsTold = -1;

    public Task StartAsync(CancellationToken cancellationToken) =>
        demo.EnsureAsync(options.Data.FullName, progress: this, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>One line a tenth; reports come from many threads.</summary>
    void IProgress<double>.Report(double value)
    {
        var tenths = (int)(value * 10);
        var told = Volatile.Read(ref _tenthsTold);
        if (tenths > told && Interlocked.CompareExchange(ref _tenthsTold, tenths, told) == told)
            Logs.ForPeople(options.Settings.Logs).WriteLine(
                $"예시 자료를 채우는 중 / Filling with demo data: {tenths * 10} %");
    }
}
