using IdeaStorage.Silo.Telemetry;
using IdeaStorage.Web.Startup.Configuration;
using IdeaStorage.Web.Tests.Telemetry;

namespace IdeaStorage.Web.Tests.Cluster;

/// <summary>A build with Orleans sends what Orleans measures of itself.</summary>
[Collection(nameof(Alone))]
public sealed class OrleansMetricsTests
{
    [Fact]
    public async Task Metrics_OfOrleans_AreSent()
    {
        await using var collector = await Collector.StartAsync();
        await using (var site = new Site
        {
            Settings = new Settings { Telemetry = new TelemetrySettings { Endpoint = collector.Address } },
        })
        {
            await site.InitializeAsync();
            await site.RegisterAsync();
        }

        Assert.Contains("orleans-catalog-activations", collector.TextOf("metrics"), StringComparison.Ordinal);
    }
}
