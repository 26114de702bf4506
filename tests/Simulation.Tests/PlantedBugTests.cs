using IdeaStorage.Simulation.Tests.Bugs;

namespace IdeaStorage.Simulation.Tests;

/// <summary>The simulation is worth something only if it finds bugs: each of these it must.</summary>
public sealed class PlantedBugTests
{
    [Fact]
    public void ALogThatDoesNotCheckVersions_IsFound() =>
        AssertFound(Settings.Default with { Log = (log, _) => new UncheckedVersionLog(log) }, "does not follow");

    [Fact]
    public void ALogThatAcknowledgesBeforeTheCommit_IsFound() =>
        AssertFound(Settings.Default with { Log = (log, _) => new HastyLog(log) }, "which the log lacks");

    [Fact]
    public void ATailThatIsNotIdempotent_IsFound() => AssertFound(
        Settings.Default with { Deliver = (letters, recorded) => letters.Send(recorded) }, "was written before");

    private static void AssertFound(Settings settings, string because)
    {
        var failure = Seeds.FindFailure(settings);
        Assert.NotNull(failure);
        Assert.Contains(because, failure.Message, StringComparison.Ordinal);
        Assert.Contains("--seed ", failure.Message, StringComparison.Ordinal);
    }
}
