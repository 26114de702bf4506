namespace IdeaStorage.Simulation.Tests;

/// <summary>Many seeds hold, and together they leave nothing out.</summary>
public sealed class SimulationTests
{
    [Fact]
    public void Run_OfManySeeds_HoldsAndCoversEveryFaultAndAct()
    {
        var covered = Seeds.RunAll();

        Assert.All(Enum.GetValues<Fault>(), fault => Assert.True(covered.Of(fault) > 0, $"{fault} never happened."));
        Assert.All(
            Enum.GetValues<Act>().Except([Act.BreakRule, Act.EditStaleVersion]),
            act => Assert.True(covered.Of(act, Ending.Effective) > 0, $"{act} never took effect."));
        Assert.All(
            // Clusters are founded before anything may fail; who may not found one is among the broken rules.
            Enum.GetValues<Act>().Except([Act.CreateCluster]),
            act => Assert.True(covered.Of(act, Ending.Refused) > 0, $"{act} was never refused."));
        Assert.All(
            Enum.GetValues<Ending>(),
            ending => Assert.Contains(Enum.GetValues<Act>(), act => covered.Of(act, ending) > 0));
    }
}
