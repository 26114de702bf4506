namespace IdeaStorage.Recommender.TwoStage;

/// <summary>Settings of <see cref="HybridTrainer"/>.</summary>
public sealed record HybridOptions
{
    /// <summary>How acts count, how profiles are made, and how ideas are ranked where nothing is learned of them.
    /// </summary>
    public SignalOptions Signals { get; init; } = new();

    /// <summary>Partners found in so much time before the last act are what is learned from; above 0.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Questions of organisations, of newcomers, and of members with ideas at most, drawn by the seed; 1 or
    /// more.</summary>
    public int QuestionsMax { get; init; } = 2_000;

    /// <summary>With fewer the weights of judgement stay; 1 or more.</summary>
    public int QuestionsMin { get; init; } = 50;

    /// <summary>Candidates of each question that the second stage learns on, 1 to
    /// <see cref="RecommendationQuery.CountMax"/>.</summary>
    public int Candidates { get; init; } = 100;

    /// <exception cref="ArgumentException">A setting lies outside its range; the message names it.</exception>
    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Signals);
        Signals.Check();
        Require(Period > TimeSpan.Zero, nameof(Period), "above 0");
        Require(QuestionsMax >= 1, nameof(QuestionsMax), "1 or more");
        Require(QuestionsMin >= 1, nameof(QuestionsMin), "1 or more");
        Require(
            Candidates is >= 1 and <= RecommendationQuery.CountMax,
            nameof(Candidates),
            $"1 to {RecommendationQuery.CountMax}");

        static void Require(bool isRight, string option, string range)
        {
            if (!isRight)
                throw new ArgumentException($"{option} must be {range}.", option);
        }
    }
}
