namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// How much more often organisations of one class (a region, a type) become partners of those of another than a draw
/// among all organisations would have it: log of the lift (Brin et al. 1997, "Dynamic itemset counting and implication
/// rules for market basket data", who call it interest), shrunk towards none, and shifted so that the rarest pair is 0.
/// Unknown classes are worth what the rarest is.
/// </summary>
internal sealed class PartnerTies
{
    /// <summary>So many partners as a draw would give are added, so that few of them prove little.</summary>
    private const double Shrinkage = 20;

    public static readonly PartnerTies None = new(new Dictionary<(string, string), double>());

    private static readonly Dictionary<string, double> s_none = [];
    private readonly Dictionary<string, Dictionary<string, double>> _worths = [];

    public PartnerTies(Dictionary<(string Subject, string Candidate), double> worths)
    {
        foreach (var ((subject, candidate), worth) in worths)
            (_worths.TryGetValue(subject, out var known) ? known : _worths[subject] = [])[candidate] = worth;
    }

    public IEnumerable<((string Subject, string Candidate) Pair, double Worth)> Pairs =>
        from subject in _worths.OrderBy(row => row.Key, StringComparer.Ordinal)
        from candidate in subject.Value.OrderBy(worth => worth.Key, StringComparer.Ordinal)
        select ((subject.Key, candidate.Key), candidate.Value);

    /// <summary>What each class of candidates is worth to a subject.</summary>
    public IReadOnlyDictionary<string, double> For(string? subject) =>
        subject is not null && _worths.TryGetValue(subject, out var worths) ? worths : s_none;

    /// <param name="members">The class of each organisation; null for none.</param>
    /// <param name="pairs">Organisations that became partners, by their places in
    /// <paramref name="members"/>, in both directions.</param>
    public static PartnerTies Learn(IReadOnlyList<string?> members, IEnumerable<(int One, int Other)> pairs)
    {
        var sizes = members.OfType<string>().CountBy(name => name).ToDictionary();
        var seen = new Dictionary<(string, string), double>();
        var partners = new Dictionary<string, double>();
        foreach (var (one, other) in pairs)
        {
            if (members[one] is not { } mine || members[other] is not { } theirs)
                continue;
            seen[(mine, theirs)] = seen.GetValueOrDefault((mine, theirs)) + 1;
            partners[mine] = partners.GetValueOrDefault(mine) + 1;
        }

        var all = (double)sizes.Values.Sum();
        var lifts = new Dictionary<(string, string), double>();
        foreach (var (mine, total) in partners)
        {
            foreach (var (theirs, size) in sizes)
            {
                var expected = total * size / all;
                var found = seen.GetValueOrDefault((mine, theirs));
                lifts[(mine, theirs)] = Math.Log((found + Shrinkage) / (expected + Shrinkage));
            }
        }

        var least = lifts.Count == 0 ? 0 : lifts.Values.Min();
        return new PartnerTies(lifts.ToDictionary(lift => lift.Key, lift => lift.Value - least));
    }
}
