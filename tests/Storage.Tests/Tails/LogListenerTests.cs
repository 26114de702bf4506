using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Tails;
using IdeaStorage.Storage.Tests.EventLog;
using IdeaStorage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace IdeaStorage.Storage.Tests.Tails;

/// <summary>Two processes on one PostgreSQL database: what one commits wakes the other.</summary>
public sealed class LogListenerTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly PostgresTestDatabase _database = new();
    private readonly ServiceProvider _writing;
    private readonly ServiceProvider _listening;
    private int _posted;

    public LogListenerTests() => (_writing, _listening) = (Process(), Process());

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private LogSignal Signal => _listening.GetRequiredService<LogSignal>();

    public async ValueTask InitializeAsync()
    {
        // Its own commits must not be what wakes it: it makes none.
        await _writing.GetRequiredService<LogReader>().GetHeadAsync(Now);
        foreach (var service in _listening.GetServices<IHostedService>())
            await service.StartAsync(Now);
    }

    [Fact]
    public async Task Commit_OfAnotherProcess_Wakes()
    {
        await HeardAsync(seen: 0);
        var seen = Signal.Pulses;
        await PostAsync();
        await HeardAsync(seen);
        Assert.Single(await _listening.GetRequiredService<LogReader>().ReadAsync(0, 10, Now));
    }

    [Fact]
    public async Task Connection_WhenItBreaks_IsMadeAgainAndWakes()
    {
        await HeardAsync(seen: 0);
        var seen = Signal.Pulses;
        Assert.Equal(1, await CutListenersAsync());
        // It wakes everyone when it listens again, for it cannot know what it missed; then it hears as before.
        await HeardAsync(seen);
        seen = Signal.Pulses;
        await PostAsync();
        await HeardAsync(seen);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _listening.GetServices<IHostedService>())
            await service.StopAsync(CancellationToken.None);
        await _listening.DisposeAsync();
        await _writing.DisposeAsync();
        _database.Dispose();
    }

    private ServiceProvider Process() => new ServiceCollection().AddLogging()
        .AddPostgresStorage(_database.ConnectionString, "").BuildServiceProvider();

    private Task HeardAsync(long seen) =>
        Signal.WaitAsync(seen, Timeout.InfiniteTimeSpan, TimeProvider.System, Now).WaitAsync(Deadline, Now);

    private async Task PostAsync()
    {
        var number = ++_posted;
        Assert.IsType<AppendResult.Appended>(await _writing.GetRequiredService<IEventLog>().AppendAsync(
            Samples.Post($"idea-{number}", $"command-{number}"), Now));
    }

    private async Task<int> CutListenersAsync()
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync(Now);
        await using var command = new NpgsqlCommand(
            """
            SELECT count(pg_terminate_backend(pid))::int FROM pg_stat_activity
            WHERE datname = current_database() AND query LIKE 'LISTEN %' AND pid <> pg_backend_pid()
            """,
            connection);
        return (int)(await command.ExecuteScalarAsync(Now))!;
    }
}
