using IdeaStorage.Simulation.Tests.Bugs;

namespace IdeaStorage.Simulation.Tests;

/// <summary>The simulation is worth something only if it finds bugs: each of these it must.</summary>
public sealed class PlantedBugTests
{
    [Fact]
    public void ALogThatDoesNotCheckVersions_IsFound() =>
        AssertFound(Settings.Default with { Log = (log, _) => new UncheckedVersionLog(log) });

    [Fact]
    public void ALogThatAcknowledgesBeforeTheCommit_IsFound() =>
        AssertFound(Settings.Default with { Log = (log, _) => new HastyLog(log) });

    [Fact]
    public void ATailThatIsNotIdempotent_IsFound() => AssertFound(
        Settings.Default with { Deliver = (letters, recorded) => letters.Send(recorded) });

    // By an invariant, and on a seed that holds without the bug.
    private static void AssertFound(Settings settings)
    {
        var failure = Seeds.FindFailure(settings);
        Assert.NotNull(failure);
        Assert.IsType<SimulationFailure>(failure.InnerException);
        Assert.Contains($"--seed {failure.Seed} ", failure.Message, StringComparison.Ordinal);
        TestContext.Current.SendDiagnosticMessage(failure.Message);
        Simulation.Run(failure.Seed);
    }
}
