using IdeaStorage.Recommender.Evaluation;

namespace IdeaStorage.Recommender.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private const int Members = 24;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Evaluate_OfAModelThatKnowsTheAnswers_IsOne_AndOfOneThatKnowsNothing_IsZero()
    {
        var split = TimeSplit.Of(History(), cancellation: Token);
        Assert.True(Evaluator.IsEnough(split));
        var best = Evaluator.Evaluate(new Knowing(split, 0), split, 1, Token);
        Assert.Equal((1.0, 1.0, 1.0), (best.Ideas.Ndcg10, best.Ideas.Ndcg20, best.Ideas.Recall20));
        Assert.Equal(1, best.Score);
        var worst = Evaluator.Evaluate(new Knowing(split, null), split, 1, Token);
        Assert.Equal((0.0, 0.0), (worst.Ideas.Recall20, worst.Score));
    }

    [Fact]
    public void Evaluate_WhenTheAnswerComesSecond_CountsLessThanWhenItComesFirst()
    {
        var split = TimeSplit.Of(History(), cancellation: Token);
        var second = Evaluator.Evaluate(new Knowing(split, 1), split, 1, Token).Ideas;
        Assert.Equal(1 / Math.Log2(3), second.Ndcg20, 12);
        Assert.Equal(1, second.Recall20);
    }

    [Fact]
    public void Evaluate_OfSignals_FindsMoreThanChance_AndTheSameEveryTime()
    {
        var split = TimeSplit.Of(History(), cancellation: Token);
        var (once, again) = (
            Evaluator.Evaluate(new SignalTrainer(), split, 1, Token),
            Evaluator.Evaluate(new SignalTrainer(), split, 1, Token));
        Assert.Equal(once, again);
        Assert.True(once.Ideas.Ndcg20 > 0.6, $"{once.Ideas}");
    }

    [Fact]
    public void Evaluate_WhenAScoreIsNoNumber_SaysWhose()
    {
        var split = TimeSplit.Of(History(), cancellation: Token);
        var error = Assert.Throws<InvalidModelException>(
            () => Evaluator.Evaluate(new Knowing(split, 0, double.NaN), split, 1, Token));
        Assert.Contains("Member m", error.Message);
    }

    [Fact]
    public void Evaluate_WhenCancelled_Ends()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(
            () => Evaluator.Evaluate(
                new SignalTrainer(), TimeSplit.Of(History(), cancellation: Token), 1, cancelled.Token));
    }

    [Fact]
    public void Progress_GoesFromNothingToAll_AndNeverBack()
    {
        var told = new Told();
        Evaluator.Evaluate(new SignalTrainer(), TimeSplit.Of(History(), cancellation: Token), 1, Token, told);
        Assert.Equal(told.Values.Order(), told.Values);
        Assert.Equal(1, told.Values[^1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void IsEnough_WithFewMembers_IsFalse(int members) =>
        Assert.False(Evaluator.IsEnough(TimeSplit.Of(History(members), cancellation: Token)));

    /// <summary>Members of two colours support the ideas of their own, one after another.</summary>
    private static DataSet History(int members = Members)
    {
        var (acts, entities) = (new List<Interaction>(), new List<Entity>());
        entities.AddRange(Enumerable.Range(0, members).Select(i => Given.Member($"m{i}")));
        entities.AddRange(Enumerable.Range(0, 10).Select(i => Given.Idea($"i{i}", i % 2 == 0 ? "even" : "odd")));
        for (var step = 0; step < 5; step++)
            for (var i = 0; i < members; i++)
                acts.Add(Given.Act(InteractionKind.Supported, $"m{i}", $"i{(2 * step) + (i % 2)}", 10 - step));
        return new DataSet(entities, acts);
    }

    private sealed class Told : IProgress<double>
    {
        public List<double> Values { get; } = [];

        public void Report(double value) => Values.Add(value);
    }

    /// <summary>Puts the truth at a place of each list; null: nowhere.</summary>
    private sealed class Knowing(TimeSplit split, int? place, double score = 1) : ITrainer, IRecommendationModel
    {
        public string Name => "knowing";

        public IRecommendationModel Train(
            DataSet data, int seed, CancellationToken cancellation, IProgress<double>? progress = null) => this;

        public IRecommendationModel Load(Stream learned, DataSet data, CancellationToken cancellation) => this;

        public IReadOnlyList<Recommendation> Recommend(RecommendationQuery query)
        {
            var queries = query.Target == EntityKind.Idea ? split.Ideas : split.Organisations;
            var truth = queries.Single(one => one.Subject == query.Subject).Truth.Single();
            var list = Enumerable.Range(0, 5).Select(i => EntityRef.Idea($"none{i}")).ToList();
            if (place is { } at) list.Insert(at, truth);
            return [.. list.Select(item => new Recommendation(item, score, []))];
        }

        public IReadOnlyList<IReadOnlyList<Recommendation>> RecommendAll(
            IReadOnlyList<RecommendationQuery> queries, CancellationToken cancellation) =>
            [.. queries.Select(Recommend)];

        public bool Apply(Interaction interaction) => false;

        public bool Withdraw(InteractionKind kind, EntityRef actor, EntityRef target) => false;

        public void Apply(Entity entity)
        {
        }

        public bool Remove(EntityRef entity) => false;

        public void Save(Stream file)
        {
        }
    }
}
