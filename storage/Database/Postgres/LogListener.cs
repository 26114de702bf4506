using IdeaStorage.Storage.Tails;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace IdeaStorage.Storage.Database.Postgres;

/// <summary>
/// Hears on a connection of its own what any process commits, and wakes those who follow the log. While it cannot
/// listen, they look by themselves now and then.
/// </summary>
internal sealed partial class LogListener(
    NpgsqlDataSource source, LogSignal signal, TimeProvider time, ILogger<LogListener> logger) : BackgroundService
{
    /// <summary>Sent with each group's first statement; heard when the group is committed and can be read.</summary>
    public const string Notify = "NOTIFY ideastorage_log";

    private const string Listen = "LISTEN ideastorage_log";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public override void Dispose()
    {
        base.Dispose();
        source.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogDeaf(exception);
                await Task.Delay(RetryAfter, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        connection.Notification += (_, _) => signal.Pulse();
        await using (var listen = new NpgsqlCommand(Listen, connection))
            await listen.ExecuteNonQueryAsync(stop);
        // What was committed while nobody listened.
        signal.Pulse();
        while (true)
            await connection.WaitAsync(stop);
    }

    [LoggerMessage(LogLevel.Warning, "The database cannot be listened to now; the log is looked at every few seconds")]
    private partial void LogDeaf(Exception exception);
}
