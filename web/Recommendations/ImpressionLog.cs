using System.Threading.Channels;
using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Recommendations;

namespace IdeaStorage.Web.Recommendations;

/// <summary>
/// Takes down what lists showed and which links were followed, without making a page wait: in memory first, then many
/// at once. What is too much, or not written when the program dies, is lost: these are figures, not facts.
/// </summary>
internal sealed partial class ImpressionLog(
    Impressions impressions, TrainingSettings settings, TimeProvider time, ILogger<ImpressionLog> logger)
    : BackgroundService
{
    private const int WaitingMax = 20_000;
    private const int AtOnceMax = 1_000;
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(2);

    private readonly Channel<object> _waiting = Channel.CreateBounded<object>(
        new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly SemaphoreSlim _writing = new(1, 1);

    private long _forgottenOn;

    /// <summary>A member sees this item at this place, counted from 1.</summary>
    public void Shows(string memberId, RecommendedKind kind, string itemId, string model, int place) =>
        _waiting.Writer.TryWrite(new Shown(Today, memberId, $"{kind}", itemId, model, place));

    /// <summary>A member followed the link of an item in a list.</summary>
    public void Opens(string memberId, RecommendedKind kind, string itemId) =>
        _waiting.Writer.TryWrite(new Opened(Today, memberId, $"{kind}", itemId));

    /// <summary>Writes what waits, so that figures hold it.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            while (Take() is var (shown, opened) && shown.Count + opened.Count > 0)
                await impressions.WriteAsync(shown, opened, cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }

    public override void Dispose()
    {
        _writing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WriteEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await WriteOrLoseAsync();
        }
        catch (OperationCanceledException)
        {
        }

        await WriteOrLoseAsync();
    }

    private (List<Shown> Shown, List<Opened> Opened) Take()
    {
        var (shown, opened) = (new List<Shown>(), new List<Opened>());
        while (shown.Count + opened.Count < AtOnceMax && _waiting.Reader.TryRead(out var one))
        {
            if (one is Shown item)
                shown.Add(item);
            else
                opened.Add((Opened)one);
        }

        return (shown, opened);
    }

    private long Today => Impressions.DayOf(time.GetUtcNow());

    private async Task WriteOrLoseAsync()
    {
        try
        {
            await WriteAsync(CancellationToken.None);
            if (_forgottenOn == Today)
                return;
            await impressions.ForgetAsync(Today - settings.ImpressionDays, CancellationToken.None);
            _forgottenOn = Today;
        }
        catch (StorageUnavailableException error)
        {
            LogLost(error);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Some of what was recommended could not be written down; figures lack it")]
    private partial void LogLost(Exception error);
}
