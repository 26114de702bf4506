using IdeaStorage.Recommender;
using IdeaStorage.Recommender.Evaluation;
using IdeaStorage.Silo.Training;
using IdeaStorage.Storage.Training;

namespace IdeaStorage.Grains.Tests.Recommendations.Training;

/// <summary>Which trainer's model is to serve, and which model may.</summary>
public sealed class VerdictTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static TrainedModel Model(string trainer, double? score) => new()
    {
        Id = trainer,
        RunId = "run",
        Trainer = trainer,
        Score = score,
        Error = score is null ? "broken" : null,
    };

    private static Verdict Of(TrainedModel? champion, params TrainedModel[] achieved) =>
        Verdict.Of(achieved, champion, "signals");

    [Theory]
    [InlineData(0.300, 0.302, "signals")]
    [InlineData(0.300, 0.3021, "ease")]
    [InlineData(0.300, 0.200, "signals")]
    public void TheOneThatServes_StaysUnlessAnotherIsBetterByTheMargin(double serving, double other, string winner)
    {
        Assert.Equal(winner, Of(null, Model("signals", serving), Model("ease", other)).Winner?.Trainer);
        Assert.Equal(
            winner == "signals" ? "ials" : "ease",
            Of(Model("ials", 0.3), Model("ials", serving), Model("ease", other)).Winner?.Trainer);
    }

    [Fact]
    public void OfEqualOnes_TheNameDecides() => Assert.Equal(
        "ease", Of(null, Model("signals", 0.1), Model("ials", 0.3), Model("ease", 0.3)).Winner?.Trainer);

    [Fact]
    public void ABaseline_IsComparedAndNeverWins()
    {
        var verdict = Of(null, Model("signals", 0.1), Model("popularity", 0.9), Model("tag-cosine", 0.8));
        Assert.Equal("signals", verdict.Winner?.Trainer);
        Assert.Equal(
            "noTrainerSucceeded", Of(null, Model("signals", null), Model("popularity", 0.9)).Outcome);
    }

    [Fact]
    public void WhoFailed_OrHasNoNumber_CannotWin()
    {
        Assert.Equal("ease", Of(null, Model("signals", double.NaN), Model("ease", 0.1)).Winner?.Trainer);
        var verdict = Of(null, Model("signals", null), Model("ease", double.PositiveInfinity));
        Assert.Equal((null, "noTrainerSucceeded", "broken"), (verdict.Winner, verdict.Outcome, verdict.Error));
    }

    [Theory]
    [InlineData(0.211, true)]
    [InlineData(0.209, false)]
    public void AFallBelowWhatTheChampionHad_IsRefused(double best, bool isTaken)
    {
        var verdict = Of(Model("ease", 0.3), Model("ease", best), Model("signals", 0.1));
        Assert.Equal((isTaken ? "" : "worse", isTaken), (verdict.Outcome, verdict.Winner is not null));
        Assert.Equal(isTaken ? null : "ease: 0.209 after 0.300", verdict.Error);
    }

    [Fact]
    public void AModel_ThatGivesAnotherListThanTheTrainedOne_IsRefused()
    {
        var data = Data();
        var trained = new SignalTrainer().Train(data, 1, TestContext.Current.CancellationToken);
        var other = SignalTrainer.Popularity.Train(data, 1, TestContext.Current.CancellationToken);
        ModelTrial.Check(trained, trained, data, s_now, TestContext.Current.CancellationToken);
        var error = Assert.Throws<InvalidModelException>(
            () => ModelTrial.Check(trained, other, data, s_now, TestContext.Current.CancellationToken));
        Assert.Contains("another list", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModel_ThatProposesNothingToAnybody_IsRefused()
    {
        var data = new DataSet([new Entity(EntityRef.Member("m"))], []);
        var empty = new SignalTrainer().Train(data, 1, TestContext.Current.CancellationToken);
        var error = Assert.Throws<InvalidModelException>(
            () => ModelTrial.Check(empty, empty, data, s_now, TestContext.Current.CancellationToken));
        Assert.Contains("nothing", error.Message, StringComparison.Ordinal);
    }

    private static DataSet Data()
    {
        var (robots, busy) = (EntityRef.Organisation("robots"), EntityRef.Organisation("busy"));
        return new DataSet(
            [
                new Entity(EntityRef.Member("m")) { Tags = ["robot"] },
                new Entity(robots) { Tags = ["robot"] }, new Entity(busy), new Entity(EntityRef.Idea("i")),
            ],
            [
                new Interaction(InteractionKind.Participated, robots, EntityRef.Idea("i"), s_now.AddYears(-3)),
                new Interaction(InteractionKind.Participated, busy, EntityRef.Idea("i"), s_now, Weight: 3),
            ]);
    }
}
