using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace IdeaStorage.Simulation.Tests.Machines;

/// <summary>
/// The one database of a run: real SQLite in memory, which outlives every process. What waits for its writer is
/// committed as one group, after a time that chance decides; and chance makes SQLite itself roll a commit back.
/// </summary>
internal sealed class SimulatedDatabase : IDisposable
{
    private static readonly TimeSpan SlowLeast = TimeSpan.FromSeconds(2);

    private readonly Simulation _run;
    private readonly Chance _chance;
    private readonly List<(Append Append, Task<AppendResult> Result)> _waiting = [];
    private bool _commitIsDue;
    private bool _nextCommitFails;

    public SimulatedDatabase(Simulation run)
    {
        _run = run;
        _chance = run.Chance.Branch();
        Sqlite = SqliteDatabase.OpenInMemory(run.Time, WriterTurns.ByHand);
        Run(Sqlite.WriteAsync((connection, _) =>
        {
            sqlite3_commit_hook(((SqliteConnection)connection).Handle, _ => _nextCommitFails ? 1 : 0, null);
            return true;
        }));
    }

    public SqliteDatabase Sqlite { get; }

    /// <summary>Whether it is as healthy as can be: quick, and nothing fails.</summary>
    public bool IsHealthy { get; set; }

    /// <summary>Watches how an append ends that was given to the writer.</summary>
    public void Watch(Append append, Task<AppendResult> result) => _waiting.Add((append, result));

    /// <summary>Something waits for the writer: it will have its turn.</summary>
    public void Wake()
    {
        if (_commitIsDue)
            return;
        _commitIsDue = true;
        _ = CommitLater();
    }

    /// <summary>Carries out work of the checks at once, without faults.</summary>
    public T Run<T>(Task<T> work)
    {
        RunToEnd(work);
        return work.Result;
    }

    /// <inheritdoc cref="Run{T}(Task{T})"/>
    public void RunToEnd(Task work)
    {
        while (Sqlite.RunWaiting() > 0)
        {
            // A group has a limit, and a rebuild is alone in its own.
        }

        if (work.IsFaulted)
            throw work.Exception.InnerException!;
    }

    public void Dispose() => Sqlite.Dispose();

    private async Task CommitLater()
    {
        try
        {
            await Task.Delay(NextDelay(), _run.Time);
            _commitIsDue = false;
            _nextCommitFails = !IsHealthy && _chance.OneIn(25);
            // What has ended before, this commit did not end.
            _waiting.RemoveAll(each => each.Result.IsCompleted);
            Sqlite.RunWaiting();
            Settle();
            if (_waiting.Count > 0)
                Wake();
        }
        catch (Exception error)
        {
            _run.Fail(error);
        }
        finally
        {
            _nextCommitFails = false;
        }
    }

    private TimeSpan NextDelay()
    {
        if (IsHealthy)
            return TimeSpan.FromMilliseconds(1);
        if (_chance.OneIn(150))
        {
            _run.Coverage.Count(Fault.SlowCommit);
            return _chance.Between(_run.CallDeadline / 2, _run.CallDeadline * 3);
        }

        if (!_chance.OneIn(25))
            return _chance.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(400));
        _run.Coverage.Count(Fault.SlowCommit);
        return _chance.Between(SlowLeast, SlowLeast * 4);
    }

    private void Settle()
    {
        var ended = _waiting.Where(each => each.Result.IsCompleted).ToList();
        _waiting.RemoveAll(each => each.Result.IsCompleted);
        var told = ended.Where(each => each.Result.IsCompletedSuccessfully).ToList();
        var appended = told.Where(each => each.Result.Result is AppendResult.Appended).ToList();
        var refused = told.Count - appended.Count;
        _run.Write($"commit {appended.Count} of {ended.Count}{(_nextCommitFails ? " fails" : "")}");
        if (_nextCommitFails && ended.Count > 0)
        {
            _run.Coverage.Count(Fault.FailedCommit);
            SimulationFailure.Unless(appended.Count == 0, "A failed commit was told as a success.");
        }

        if (appended.Count > 0 && refused > 0)
            _run.Coverage.Count(Fault.PartlyRefusedGroup);
        foreach (var (append, _) in appended)
            _run.Checks.AfterAppend(append);
    }
}
