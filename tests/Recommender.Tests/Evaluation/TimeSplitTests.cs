using IdeaStorage.Recommender.Evaluation;

namespace IdeaStorage.Recommender.Tests.Evaluation;

public sealed class TimeSplitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly EntityRef Mina = EntityRef.Member("mina");

    [Fact]
    public void Train_HoldsWhatWasDoneBeforeTheCut_AndNothingElse()
    {
        var split = Split();
        Assert.All(split.Train.Interactions, act => Assert.True(act.At < split.At));
        Assert.DoesNotContain(split.Train.Interactions, act => act.Actor == Mina && act.Target.Id != "early");
        Assert.Equal(Data().Entities, split.Train.Entities);
    }

    [Fact]
    public void Ideas_AreThoseThatTheMemberTurnedToAfterTheCut_ForTheFirstTime()
    {
        var query = Split().Ideas.Single(query => query.Subject == Mina);
        // Not what she knew, not her own, not a closed one, not what she only looked at.
        Assert.Equal([EntityRef.Idea("late")], query.Truth);
        Assert.Contains(EntityRef.Idea("early"), query.Known);
    }

    [Fact]
    public void Organisations_AreThoseBehindTheIdeas_AndThoseThatWereAnswered()
    {
        var query = Split().Organisations.Single(query => query.Subject == Mina);
        Assert.Equal(["answered", "maker"], query.Truth.Select(one => one.Id).Order());
        Assert.Equal(["known"], query.Known.Select(one => one.Id));
    }

    [Fact]
    public void ActsWithoutWeight_AreNobodysAnswer()
    {
        var data = Data();
        var silent = new DataSet(
            data.Entities, [.. data.Interactions.Select(act => act.Actor == Mina ? act with { Weight = 0 } : act)]);
        Assert.DoesNotContain(TimeSplit.Of(silent, cancellation: Token).Ideas, query => query.Subject == Mina);
    }

    [Fact]
    public void Of_WithoutActs_AsksNothing()
    {
        var split = TimeSplit.Of(new DataSet([Given.Member("mina")], []), cancellation: Token);
        Assert.Empty(split.Ideas);
        Assert.Empty(split.Organisations);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Of_WithAShareThatIsNone_Throws(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSplit.Of(Data(), share, cancellation: Token));

    [Fact]
    public void Of_WhenItIsCancelled_Ends() => Assert.ThrowsAny<OperationCanceledException>(
        () => TimeSplit.Of(Data(), cancellation: new CancellationToken(canceled: true)));

    private static TimeSplit Split() => TimeSplit.Of(Data(), cancellation: Token);

    // The answers of others lie before, so that the last fifth is what happened on the last day.
    private static DataSet Data() => new(
        [
            Given.Member("mina", "own"), Given.Member("first", "known"), Given.Member("second", "maker"),
            Given.Organisation("own"), Given.Organisation("known"), Given.Organisation("maker"),
            Given.Organisation("answered"),
            Given.Idea("early"), Given.Idea("late"), Given.Idea("looked"), Given.Idea("hers"),
            Given.Idea("closed") with { Status = EntityStatus.Closed },
            .. Enumerable.Range(0, 16).Select(i => Given.Member($"other{i}")),
        ],
        [
            Given.Act(InteractionKind.Posted, "first", "early", 30),
            Given.Act(InteractionKind.Posted, "second", "late", 30),
            .. Enumerable.Range(0, 16).Select(i => Given.Act(InteractionKind.Supported, $"other{i}", "early", 20)),
            Given.Act(InteractionKind.Supported, "mina", "early", 10),
            Given.Act(InteractionKind.Viewed, "mina", "looked", 1),
            Given.Act(InteractionKind.Posted, "mina", "hers", 1),
            Given.Act(InteractionKind.Followed, "mina", "hers", 1),
            Given.Act(InteractionKind.Commented, "mina", "early", 1),
            Given.Act(InteractionKind.Commented, "mina", "late", 1),
            Given.Act(InteractionKind.Supported, "mina", "closed", 1),
            new Interaction(
                InteractionKind.Interested, Mina, EntityRef.Organisation("answered"), Given.Now.AddDays(-1)),
        ]);
}
