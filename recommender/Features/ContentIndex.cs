using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.Features;

/// <summary>
/// Which entities of a kind carry each term: a subject is compared with all of them over the subject's own terms alone,
/// which are few. As of the moment it was made, and never changed: whoever has another profile by now is compared by
/// that one (<see cref="Likeness"/>), and the sums are the same to the last bit either way.
/// </summary>
internal sealed class ContentIndex
{
    private readonly FeatureSet[] _profiles;
    private readonly int[] _starts;
    private readonly Posting[] _postings;
    private Lengths? _lengths;

    /// <param name="table">The nodes.</param>
    /// <param name="kind">Of which kind; places are those of <see cref="NodeTable.OfKind"/>.</param>
    public ContentIndex(NodeTable table, EntityKind kind)
    {
        var numbers = table.OfKind(kind);
        _profiles = new FeatureSet[numbers.Length];
        for (var place = 0; place < numbers.Length; place++)
            _profiles[place] = table[numbers[place]].Profile;
        _starts = CountCarriers();
        _postings = new Posting[_starts[^1]];
        Fill();
    }

    /// <summary>So many entities are in it.</summary>
    public int Count => _profiles.Length;

    /// <summary>Whether the entity at a place is in it with the profile that it has now.</summary>
    public bool Holds(int place, FeatureSet profile) =>
        place < _profiles.Length && _profiles[place] == (object)profile;

    /// <summary>
    /// For each place the sum of products with a subject's terms, added up in the order of the terms.
    /// </summary>
    /// <param name="ids">The subject's terms, ascending.</param>
    /// <param name="weights">The subject's value times the worth of each term, by term.</param>
    /// <param name="sums">By place, <see cref="Count"/> or more.</param>
    public void Multiply(ReadOnlySpan<int> ids, Tally weights, Span<double> sums)
    {
        sums.Clear();
        foreach (var id in ids)
        {
            if (id + 1 >= _starts.Length || weights[id] is not (> 0 and var weight))
                continue;
            foreach (var posting in _postings.AsSpan(_starts[id].._starts[id + 1]))
                sums[posting.Place] += posting.Value * weight;
        }
    }

    /// <summary>The lengths of all profiles of a family where each term is stretched by its worth, by place.</summary>
    public ReadOnlySpan<double> LengthsOf(Family family, double[] worths)
    {
        var known = Volatile.Read(ref _lengths);
        if (known?.Worths != worths)
            Volatile.Write(ref _lengths, known = MeasureLengths(worths));
        return known.ByFamily[(int)family];
    }

    private Lengths MeasureLengths(double[] worths) => new(
        worths,
        Array.ConvertAll(
            FeatureSet.Families,
            family => Array.ConvertAll(_profiles, profile => profile[family].LengthBy(worths))));

    // Where the postings of each term begin, and at the end how many there are.
    private int[] CountCarriers()
    {
        var starts = new int[2];
        foreach (var profile in _profiles)
            foreach (var family in FeatureSet.Families)
                foreach (var id in profile[family].Ids)
                {
                    if (id + 2 > starts.Length)
                        Array.Resize(ref starts, Math.Max(id + 2, 2 * starts.Length));
                    starts[id + 1]++;
                }
        for (var id = 1; id < starts.Length; id++)
            starts[id] += starts[id - 1];
        return starts;
    }

    private void Fill()
    {
        var next = _starts.AsSpan().ToArray();
        for (var place = 0; place < _profiles.Length; place++)
            foreach (var family in FeatureSet.Families)
            {
                var vector = _profiles[place][family];
                for (var i = 0; i < vector.Count; i++)
                    _postings[next[vector.Ids[i]]++] = new Posting(place, vector.Values[i]);
            }
    }

    private readonly record struct Posting(int Place, float Value);

    private sealed record Lengths(double[] Worths, double[][] ByFamily);
}
