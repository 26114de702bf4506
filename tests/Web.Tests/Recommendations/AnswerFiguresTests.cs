using IdeaStorage.Storage.Recommendations;
using IdeaStorage.Web.Recommendations;

namespace IdeaStorage.Web.Tests.Recommendations;

public sealed class AnswerFiguresTests
{
    [Fact]
    public void Corrected_WhenPlacesAreOpenedAsOftenAsTheyAreLookedAt_IsTheSameAtEveryPlace()
    {
        var (first, fifth) = (AnswerFigures.Of([Row(1, 1_000, 200)]), AnswerFigures.Of([Row(5, 1_000, 40)]));
        Assert.Equal((0.2, 0.04), (first.OpenedRate, fifth.OpenedRate));
        Assert.Equal(first.OpenedRateCorrected!.Value, fifth.OpenedRateCorrected!.Value, 12);
    }

    [Fact]
    public void Corrected_OfTwoTrainersWithTheSameOpenings_FavoursTheOneWhoseItemsStoodLower()
    {
        var high = AnswerFigures.Of([Row(1, 100, 10), Row(2, 100, 0)]);
        var low = AnswerFigures.Of([Row(1, 100, 0), Row(2, 100, 10)]);
        Assert.Equal(high.OpenedRate, low.OpenedRate);
        Assert.Equal((0.05, 0.1), (high.OpenedRateCorrected, low.OpenedRateCorrected));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 0.25)]
    [InlineData(10, 0.1)]
    [InlineData(100, 0.1)]
    public void Propensity_FallsWithThePlace_ToAFloor(long place, double expected) =>
        Assert.Equal(expected, AnswerFigures.Propensity(place));

    [Fact]
    public void Accepted_IsOfTheAnswersThatWereGiven()
    {
        var figures = AnswerFigures.Of([Row(1, 100, 0) with { Accepted = 3, Declined = 1 }]);
        Assert.Equal((0.75, 0.03), (figures.AcceptedRate, figures.AcceptedRateCorrected));
    }

    [Fact]
    public void Rates_OfNothing_AreUnknown()
    {
        var figures = AnswerFigures.Of([]);
        Assert.Null(figures.OpenedRate);
        Assert.Null(figures.AcceptedRate);
    }

    [Fact]
    public void Report_HasARowForEachModelAndKind_AndForEachPlace()
    {
        var report = AnswerReport.Of(90,
        [
            Row(1, 10, 1), Row(2, 10, 1), Row(21, 10, 1),
            Row(1, 10, 1) with { Model = "run2-signals" }, Row(1, 10, 1) with { Kind = "Organisation" },
        ]);
        Assert.Equal(
            [("signals", "Idea", 30), ("run2-signals", "Idea", 10), ("signals", "Organisation", 10)],
            report.ByModel.Select(row => (row.Model, row.Kind, row.Figures.Shown)));
        Assert.Equal(
            [("Idea", 1, 20), ("Idea", 2, 10), ("Organisation", 1, 10)],
            report.ByPlace.Select(row => (row.Kind, row.Place, row.Figures.Shown)));
    }

    private static ShownFigures Row(long place, long shown, long opened) =>
        new() { Model = "signals", Trainer = "signals", Kind = "Idea", Place = place, Shown = shown, Opened = opened };
}
