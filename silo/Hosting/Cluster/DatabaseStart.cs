using IdeaStorage.Storage.EventLog;
using Microsoft.Extensions.Hosting;

namespace IdeaStorage.Silo.Hosting.Cluster;

/// <summary>Opens the database, and so brings its tables up to date, before what is started after it.</summary>
internal sealed class DatabaseStart(IEventLog log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => log.GetHeadAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
