using System.Globalization;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Embedded;
using IdeaStorage.Simulation.Tests.Checks;
using IdeaStorage.Simulation.Tests.Machines;
using IdeaStorage.Simulation.Tests.Members;

namespace IdeaStorage.Simulation.Tests;

/// <summary>
/// One run: members act on a fleet of processes over one database, while faults happen, in rounds. After each round
/// everything comes to rest and all invariants are checked.
/// </summary>
internal sealed class Simulation : IDisposable
{
    private readonly TextWriter? _trace;
    private readonly TaskCompletionSource _failure = new();

    private Simulation(ulong seed, Settings settings, TextWriter? trace)
    {
        (Settings, _trace) = (settings, trace);
        Chance = new Chance(seed);
        Scheduler = new SeededTurnScheduler(seed, trace);
        Database = new SimulatedDatabase(this);
        Fleet = new Fleet(this);
        Ledger = new Ledger(this);
        Letters = new Letters(this);
        Checks = new Invariants(this);
    }

    /// <summary>How long a caller waits for an answer.</summary>
    public TimeSpan CallDeadline { get; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long without a call a grain leaves the memory.</summary>
    public TimeSpan IdleTime { get; } = TimeSpan.FromMinutes(1);

    public Settings Settings { get; }

    public Chance Chance { get; }

    public Coverage Coverage { get; } = new();

    public SeededTurnScheduler Scheduler { get; }

    public VirtualTimeProvider Time => Scheduler.Time;

    public SimulatedDatabase Database { get; }

    public Fleet Fleet { get; }

    public Ledger Ledger { get; }

    /// <summary>What tails did outside.</summary>
    public Letters Letters { get; }

    public Invariants Checks { get; }

    /// <summary>Runs one seed to its end.</summary>
    /// <returns>What happened in it.</returns>
    /// <exception cref="SimulationFailure">An invariant does not hold.</exception>
    public static Coverage Run(ulong seed, Settings? settings = null, TextWriter? trace = null)
    {
        using var run = new Simulation(seed, settings ?? Settings.Default, trace);
        run.Scheduler.Run(run.LiveAsync);
        return run.Coverage;
    }

    /// <summary>A line of the trace.</summary>
    public void Write(string line) =>
        _trace?.Write(string.Create(CultureInfo.InvariantCulture, $"{Time.GetUtcNow():HH:mm:ss.fff} {line}\n"));

    /// <summary>Ends the run: something failed where nobody waits for it.</summary>
    public void Fail(Exception error) => _failure.TrySetException(error);

    public void Dispose()
    {
        Fleet.Dispose();
        Checks.Dispose();
        Database.Dispose();
    }

    private async Task LiveAsync()
    {
        Database.IsHealthy = true;
        await Fleet.StartAsync();
        var crowd = new Crowd(this);
        await crowd.FoundAsync();
        for (var round = 1; round <= Settings.Rounds; round++)
        {
            Write($"round {round}");
            if (round > 1)
                await SleepAsync();
            Database.IsHealthy = false;
            var nemesis = new Nemesis(this);
            await OrFail(crowd.ActAsync(Settings.CommandsPerRound, nemesis));
            await OrFail(nemesis.MendAsync());
            Database.IsHealthy = true;
            await OrFail(crowd.SettleAsync());
            await OrFail(Letters.SettleAsync());
            await Checks.AtRestAsync();
        }
    }

    // Everything is switched off for so long that no author may edit any more what they wrote before.
    private async Task SleepAsync()
    {
        await Fleet.StopAsync(Fleet.Alive.Single());
        await Task.Delay(IdeaLimits.AuthorEditWindow + CallDeadline, Time);
        await Fleet.StartAsync();
    }

    private async Task OrFail(Task work) => await await Task.WhenAny(work, _failure.Task);
}
