using IdeaStorage.Simulation.Tests.Machines;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Simulation.Tests;

/// <summary>How long a run is, and what its processes are made of.</summary>
internal sealed record Settings
{
    public static Settings Default { get; } = new();

    public int Rounds { get; init; } = 2;

    /// <summary>By all members together.</summary>
    public int CommandsPerRound { get; init; } = 70;

    /// <summary>Put around the event log of each process; tests of the simulation itself put a bug there.</summary>
    public Func<IEventLog, Simulation, IEventLog> Log { get; init; } = (log, _) => log;

    /// <summary>How a tail does what it does about an event outside, where it cannot be undone.</summary>
    public Action<Letters, RecordedEvent> Deliver { get; init; } = (letters, recorded) => letters.SendOnce(recorded);
}
