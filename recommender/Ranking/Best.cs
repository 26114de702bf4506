namespace IdeaStorage.Recommender.Ranking;

/// <summary>A candidate with its score. Quiet ones are those that the exposure floor speaks for.</summary>
internal readonly record struct Ranked(int Number, string Id, double Score, bool IsQuiet)
{
    /// <summary>Worst first; of equal scores the later id, so that a list never depends on luck.</summary>
    public static readonly Comparer<Ranked> WorstFirst = Comparer<Ranked>.Create((one, other) =>
        one.Score.CompareTo(other.Score) is not 0 and var order ? order : string.CompareOrdinal(other.Id, one.Id));
}

/// <summary>Keeps the best of all that it is offered, at most so many.</summary>
internal sealed class Best(int countMax)
{
    private readonly PriorityQueue<Ranked, Ranked> _worstFirst = new(Ranked.WorstFirst);

    /// <summary>Whoever scores less would not be kept.</summary>
    public double Least { get; private set; } = countMax > 0 ? 0 : double.PositiveInfinity;

    public void Offer(Ranked item)
    {
        if (_worstFirst.Count < countMax)
            _worstFirst.Enqueue(item, item);
        else if (countMax > 0)
            _worstFirst.EnqueueDequeue(item, item);
        if (_worstFirst.Count == countMax && countMax > 0)
            Least = _worstFirst.Peek().Score;
    }

    /// <summary>Those kept, the best first.</summary>
    public List<Ranked> InOrder() =>
        [.. _worstFirst.UnorderedItems.Select(item => item.Element).OrderDescending(Ranked.WorstFirst)];
}

/// <summary>The candidates that come first, and the quiet ones that do, the best of each first.</summary>
internal readonly record struct Field(List<Ranked> All, List<Ranked> Quiet);
