using IdeaStorage.Silo.Configuration;
using IdeaStorage.Silo.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdeaStorage.Web.Tests.Telemetry;

public sealed class LogsTests
{
    [Theory]
    [InlineData(LogFormat.Json, 1)]
    [InlineData(LogFormat.Text, 0)]
    public void AddLogs_KeepsScopes_WhereLinesShowThem(LogFormat format, int expected)
    {
        var sink = new ScopeSink();
        using var services = new ServiceCollection()
            .AddLogging(logging =>
            {
                logging.AddLogs(new LogSettings { Format = format });
                logging.AddProvider(sink);
            })
            .BuildServiceProvider();
        var logger = services.GetRequiredService<ILogger<LogsTests>>();

        using var scope = logger.BeginScope("{Actor}", "member-1");

        var scopes = new List<string?>();
        sink.Scopes.ForEachScope(static (one, seen) => seen.Add($"{one}"), scopes);
        Assert.Equal(expected, scopes.Count(one => one == "member-1"));
    }

    private sealed class ScopeSink : ILoggerProvider, ISupportExternalScope
    {
        public IExternalScopeProvider Scopes { get; private set; } = new LoggerExternalScopeProvider();

        public ILogger CreateLogger(string categoryName) => NullLogger.Instance;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => Scopes = scopeProvider;

        public void Dispose()
        {
        }
    }
}
