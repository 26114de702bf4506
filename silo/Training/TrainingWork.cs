using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Training;
using Microsoft.Extensions.Logging;

namespace IdeaStorage.Silo.Training;

/// <summary>
/// Carries out training runs in the background of this process, one at a time. While one works, its row shows every
/// half second that it is alive and how far it is, and is looked at for the wish that it end.
/// </summary>
internal sealed partial class TrainingWork(
    TrainingCycle cycle, TrainingRuns runs, TimeProvider time, ILogger<TrainingWork> logger)
    : ITrainingWork, IAsyncDisposable
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private CancellationTokenSource? _cancel;
    private bool _isStopping;

    /// <summary>Ends with the run that began last.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    public void Begin(string runId, RunCause cause)
    {
        lock (_gate)
        {
            if (_isStopping) return;
            var before = Ended;
            var cancel = _cancel = new CancellationTokenSource();
            Ended = Task.Run(
                async () =>
                {
                    // One that was cancelled may still be on its way out.
                    await before;
                    await RunAsync(new TrainingRun { Id = runId, Cause = cause, Seed = Trainers.Seed }, cancel);
                },
                CancellationToken.None);
        }
    }

    public void Cancel()
    {
        lock (_gate)
            _cancel?.Cancel();
    }

    /// <summary>A run that the end of the program cuts off says so.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isStopping = true;
            _cancel?.Cancel();
        }

        await Ended;
    }

    private async Task RunAsync(TrainingRun run, CancellationTokenSource cancel)
    {
        LogBegun(run.Id, run.Cause);
        using var ended = new CancellationTokenSource();
        var progress = new TrainingProgress(run);
        var beating = BeatAsync(progress, cancel, ended.Token);
        var (end, models) = await CarryOutAsync(progress, cancel.Token);
        ended.Cancel();
        await beating;
        try
        {
            if (await runs.EndAsync(progress.Run, end, models))
                await cycle.SettleAsync(CancellationToken.None);
            LogEnded(run.Id, end.State, end.Outcome, end.Error);
        }
        catch (Exception error)
        {
            // Its row falls silent, and so the run counts as interrupted.
            LogLost(error, run.Id);
        }
    }

    private async Task<(RunEnd End, IReadOnlyList<TrainedModel> Models)> CarryOutAsync(
        TrainingProgress progress, CancellationToken cancellation)
    {
        try
        {
            return await cycle.RunAsync(progress, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return _isStopping
                ? (new RunEnd(RunState.Interrupted, "interrupted"), [])
                : (new RunEnd(RunState.Cancelled, "cancelled"), []);
        }
        catch (Exception error)
        {
            LogFailed(error, progress.Run.Id);
            return (new RunEnd(RunState.Failed, "failed", $"{error.GetType().Name}: {error.Message}"), []);
        }
    }

    private async Task BeatAsync(TrainingProgress progress, CancellationTokenSource cancel, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(BeatEvery, time);
        try
        {
            do
            {
                if (await IsOverAsync(progress.Run))
                    await cancel.CancelAsync();
            }
            while (await timer.WaitForNextTickAsync(ended));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task<bool> IsOverAsync(TrainingRun run)
    {
        try
        {
            return !await runs.BeatAsync(run);
        }
        catch (StorageUnavailableException)
        {
            // The database comes back, or the run counts as interrupted.
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Training {Run} begins: {Cause}")]
    private partial void LogBegun(string run, RunCause cause);

    [LoggerMessage(LogLevel.Information, "Training {Run} ended: {State}, {Outcome} {Error}")]
    private partial void LogEnded(string run, RunState state, string outcome, string? error);

    [LoggerMessage(LogLevel.Error, "Training {Run} failed; the model that serves stays")]
    private partial void LogFailed(Exception error, string run);

    [LoggerMessage(LogLevel.Error, "The end of training {Run} could not be written down")]
    private partial void LogLost(Exception error, string run);
}

/// <summary>How far a run is. Written by the run, read by what shows it.</summary>
internal sealed class TrainingProgress(TrainingRun run) : IProgress<double>
{
    private const int Thousand = 1_000;

    private double _from;
    private double _to;

    public TrainingRun Run { get; private set; } = run;

    /// <summary>What it does from now on, and which part of the whole that is.</summary>
    public void Enter(string stage, double from, double to)
    {
        (_from, _to) = (from, to);
        Run = Run with { Stage = stage, Progress = (long)(from * Thousand) };
    }

    public void Knows(TrainingData data) => Run = Run with { Position = data.Position, Acts = data.Acts };

    /// <summary>How far it is in what it does.</summary>
    public void Report(double value) =>
        Run = Run with { Progress = (long)((_from + ((_to - _from) * Math.Clamp(value, 0, 1))) * Thousand) };
}
