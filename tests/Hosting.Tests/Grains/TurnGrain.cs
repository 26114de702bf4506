using IdeaStorage.Hosting.Tests.Fixture;
using Orleans;
using Orleans.Concurrency;

namespace IdeaStorage.Hosting.Tests.Grains;

/// <summary>Watches its own turns.</summary>
public interface ITurnGrain : IGrainWithStringKey
{
    /// <summary>Works in several turns; gives how many calls it has ended.</summary>
    Task<int> Work();

    /// <summary>As <see cref="Work"/>, among other calls.</summary>
    [AlwaysInterleave]
    Task<int> WorkAmongOthers();

    /// <summary>How often two turns, or two exclusive calls, were seen at one time.</summary>
    Task<int> CountOverlaps();

    /// <summary>Whether the code after an await runs where the code before it ran, and away from its caller.</summary>
    Task<bool> StaysInItsTurns();

    /// <summary>Reports, waits at a gate, reports.</summary>
    Task Write(string name);

    /// <summary>As <see cref="Write"/>, but read-only.</summary>
    [ReadOnly]
    Task Read(string name);

    /// <summary>Reports at once, whatever is in progress.</summary>
    [AlwaysInterleave]
    Task Peek(string name);
}

internal sealed class TurnGrain(Witness witness) : Grain, ITurnGrain
{
    private const int TurnsPerCall = 3;
    private int _turnsNow;
    private int _callsNow;
    private int _overlaps;
    private int _ended;

    public async Task<int> Work()
    {
        Note(ref _callsNow);
        await WorkAmongOthers();
        Interlocked.Decrement(ref _callsNow);
        return _ended;
    }

    public async Task<int> WorkAmongOthers()
    {
        for (var turn = 0; turn < TurnsPerCall; turn++)
        {
            Note(ref _turnsNow);
            Thread.SpinWait(20);
            Interlocked.Decrement(ref _turnsNow);
            await Task.Yield();
        }

        return ++_ended;
    }

    public Task<int> CountOverlaps() => Task.FromResult(_overlaps);

    public async Task<bool> StaysInItsTurns()
    {
        var (scheduler, context) = (TaskScheduler.Current, SynchronizationContext.Current);
        await Task.Yield();
        var stays = ReferenceEquals(scheduler, TaskScheduler.Current);
        await witness.Gate("elsewhere");
        return stays
            && ReferenceEquals(scheduler, TaskScheduler.Current)
            && !ReferenceEquals(scheduler, TaskScheduler.Default)
            && context is null;
    }

    public Task Write(string name) => Pass(name);

    public Task Read(string name) => Pass(name);

    public Task Peek(string name)
    {
        witness.Report(name);
        return Task.CompletedTask;
    }

    private async Task Pass(string name)
    {
        witness.Report($"{name} begins");
        await witness.Gate(name);
        witness.Report($"{name} ends");
    }

    private void Note(ref int now)
    {
        if (Interlocked.Increment(ref now) > 1)
        {
            Interlocked.Increment(ref _overlaps);
        }
    }
}
