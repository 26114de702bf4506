using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.Tests.Collaborative;

/// <summary>Two groups of rows and two of columns, told by a feature; a row acts on most of its own group.</summary>
public sealed class SideFeatureTests
{
    private const int Size = 40;

    private static readonly ImplicitAlsTrainer s_trainer = new(new() { Factors = 8, Epochs = 8 });

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Top_OfANewRowKnownByItsFeature_IsItsGroup(int group)
    {
        var model = s_trainer.Train(Groups(), 1, Now);
        var top = model.Top(new History([], [], [group], [1]), Size / 2);
        Assert.All(top, scored => Assert.Equal(group, scored.Column % 2));
        Assert.All(top, scored => Assert.True(scored.Score > 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void WithNewColumns_PutsThemBeforeTheOtherGroup(int group)
    {
        var model = s_trainer.Train(Groups(), 1, Now)
            .WithNewColumns(FeedbackMatrix.From(2, 2, [new(0, 0), new(1, 1)]));
        Assert.Equal(Size + 2, model.ColumnCount);
        var scores = new float[model.ColumnCount];
        model.Score(Groups().History(group), scores);
        Assert.True(scores[Size + group] > 0.2f);
        Assert.True(scores[Size + 1 - group] < 0.1f);
    }

    [Fact]
    public void Explain_OfANewRow_IsThePriorAlone()
    {
        var model = s_trainer.Train(Groups(), 1, Now);
        var scores = new float[Size];
        var history = new History([], [], [1], [1]);
        model.Score(history, scores);
        Assert.Empty(model.Explain(history, 3));
        Assert.Equal(scores[3], model.Prior(history, 3));
    }

    [Fact]
    public void Features_ThatAllShare_LeaveTheOrderToTheActs()
    {
        var same = FeedbackMatrix.From(Size, 1, [.. Enumerable.Range(0, Size).Select(row => new Feedback(row, 0))]);
        var data = Groups().WithFeatures(same, same);
        var model = s_trainer.Train(data, 1, Now);
        for (var row = 0; row < Size; row++)
            Assert.Equal(row % 2, model.Top(data.History(row), 1)[0].Column % 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void FeaturesThatDoNotDraw_SpeakForNewRowsAlone(int group)
    {
        var trainer = new ImplicitAlsTrainer(new() { Factors = 8, Epochs = 8, DrawsToFeatures = false });
        var model = trainer.Train(Groups(), 1, Now);
        var plain = trainer.Train(Groups().WithFeatures(null, null), 1, Now);
        var (scores, expected) = (new float[Size], new float[Size]);
        var history = Groups().History(group);
        model.Score(new History(history.Columns, history.Weights), scores);
        plain.Score(new History(history.Columns, history.Weights), expected);
        Assert.Equal(expected, scores);
        var top = model.Top(new History([], [], [group], [1]), Size / 2);
        Assert.All(top, scored => Assert.Equal(group, scored.Column % 2));
        Assert.All(top, scored => Assert.True(scored.Score > 0));
    }

    [Fact]
    public void Score_WhenAFeatureIsUnknown_IsRefused()
    {
        var model = s_trainer.Train(Groups(), 1, Now);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Top(new History([], [], [2], [1]), 1));
        Assert.Throws<ArgumentException>(() => model.Top(new History([], [], [0], []), 1));
        Assert.Throws<ArgumentException>(() => model.WithNewColumns(FeedbackMatrix.From(1, 3, [])));
    }

    [Fact]
    public void WithNewColumns_WhenTrainedWithoutFeatures_IsRefused()
    {
        var plain = s_trainer.Train(Groups().WithFeatures(null, null), 1, Now);
        Assert.Throws<NotSupportedException>(() => plain.WithNewColumns(FeedbackMatrix.From(1, 2, [])));
    }

    [Fact]
    public void WithFeatures_WhenLinesAreMissing_IsRefused()
    {
        var lines = FeedbackMatrix.From(Size - 1, 2, []);
        Assert.Throws<ArgumentException>(() => Groups().WithFeatures(lines, null));
        Assert.Throws<ArgumentException>(() => Groups().WithFeatures(null, lines));
    }

    [Fact]
    public void Transpose_SwapsTheFeatures()
    {
        var (rows, columns) = (FeedbackMatrix.From(3, 1, []), FeedbackMatrix.From(4, 1, []));
        var turned = FeedbackMatrix.From(3, 4, []).WithFeatures(rows, columns).Transpose();
        Assert.Same(columns, turned.RowFeatures);
        Assert.Same(rows, turned.ColumnFeatures);
    }

    private static FeedbackMatrix Groups()
    {
        var groups = FeedbackMatrix.From(
            Size, 2, [.. Enumerable.Range(0, Size).Select(row => new Feedback(row, row % 2))]);
        return FeedbackMatrix.From(
            Size, Size,
            [
                .. from row in Enumerable.Range(0, Size)
                   from column in Enumerable.Range(0, Size)
                   where row % 2 == column % 2 && (row + column) % 3 > 0
                   select new Feedback(row, column),
            ]).WithFeatures(groups, groups);
    }
}
