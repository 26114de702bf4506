using IdeaStorage.Silo.Telemetry;
using IdeaStorage.Web.Startup.Configuration;

namespace IdeaStorage.Web.Tests.Telemetry;

/// <summary>What a real collector receives from a real run.</summary>
[Collection(nameof(Alone))]
public sealed class TelemetryTests
{
    private const string Secret = "collector-secret";

    [Fact]
    public async Task Write_IsOneTrace_FromTheRequestOverTheGrainToTheCommit()
    {
        await using var collector = await Collector.StartAsync();
        await RunAsync(new TelemetrySettings
        {
            Endpoint = collector.Address,
            Headers = $"{Collector.Header}={Secret}",
        });

        var spans = collector.Spans.ToList();
        var request = Assert.Single(spans, span => span.Name == "POST /api/v1/clusters");
        Assert.Equal("Microsoft.AspNetCore", request.Scope);
        var trace = spans.Where(span => span.Trace == request.Trace).ToList();
        var call = Assert.Single(trace, span => span.Scope == "IdeaStorage.Grains");
        Assert.Equal(request.Id, call.Parent);
        var commit = Assert.Single(trace, span => span.Name == "log commit" && span.Parent == call.Id);
        Assert.Equal("IdeaStorage.Storage", commit.Scope);
        Assert.All(collector.Headers, header => Assert.Equal(Secret, header));
    }

    [Fact]
    public async Task Metrics_OfRequestsAndCommits_AndLogs_AreSent()
    {
        await using var collector = await Collector.StartAsync();
        await RunAsync(new TelemetrySettings { Endpoint = collector.Address, ServiceName = "ideas-under-test" });

        var metrics = collector.TextOf("metrics");
        Assert.Contains("ideas-under-test", metrics);
        Assert.Contains("http.server.request.duration", metrics);
        Assert.Contains("ideastorage.log.commit.duration", metrics);
        Assert.Contains("ideastorage.log.group.size", metrics);
    }

    [Fact]
    public async Task NoTraces_WhenNoneAreWanted()
    {
        await using var collector = await Collector.StartAsync();
        await RunAsync(new TelemetrySettings { Endpoint = collector.Address, TracesPerThousand = 0 });
        Assert.Empty(collector.Spans);
    }

    /// <summary>Makes an account and a cluster; what is left is sent when the program ends.</summary>
    private static async Task RunAsync(TelemetrySettings telemetry)
    {
        await using var site = new Site { Settings = new Settings { Telemetry = telemetry } };
        await site.InitializeAsync();
        var founder = await site.RegisterAsync();
        await founder.Create(
            "/api/v1/clusters", new { name = "관측", description = "관측을 시험하는 협의체", tags = new[] { "test" } });
    }
}
