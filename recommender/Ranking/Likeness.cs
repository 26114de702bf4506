using IdeaStorage.Recommender.Features;

namespace IdeaStorage.Recommender.Ranking;

/// <summary>
/// The cosine between a subject and candidates in the space where each term is stretched by what sharing it is worth.
/// Lies between 0 and 1; 0 when one of them has no terms.
/// </summary>
internal sealed class Likeness
{
    private readonly double[] _worths;
    private readonly Tally _terms;
    private readonly double _length;

    public Likeness(TermVector subject, double[] worths, Tally terms)
    {
        (_worths, _terms) = (worths, terms);
        var square = 0.0;
        for (var i = 0; i < subject.Count; i++)
        {
            var (id, value) = (subject.Ids[i], subject.Values[i]);
            if (id >= worths.Length)
                continue;
            terms.Add(id, value * worths[id]);
            square += value * value * worths[id];
        }
        _length = Math.Sqrt(square);
    }

    public double To(TermVector candidate)
    {
        if (_length == 0 || candidate.Count == 0)
            return 0;
        var ids = candidate.Ids;
        var values = candidate.Values;
        var dot = 0.0;
        for (var i = 0; i < ids.Length; i++)
            if (ids[i] < _worths.Length)
                dot += values[i] * _terms[ids[i]];

        // Most candidates share nothing, and need no length.
        if (!(dot > 0))
            return 0;
        var square = 0.0;
        for (var i = 0; i < ids.Length; i++)
            if (ids[i] < _worths.Length)
                square += values[i] * values[i] * _worths[ids[i]];
        return Math.Min(1, dot / (_length * Math.Sqrt(square)));
    }

    /// <summary>The shared terms with their parts of the likeness, which sum to it.</summary>
    public List<(int Term, double Part)> SharedWith(TermVector candidate)
    {
        var shared = new List<(int Term, double Part)>();
        for (var i = 0; i < candidate.Count; i++)
            if (_terms[candidate.Ids[i]] is > 0 and var worth)
                shared.Add((candidate.Ids[i], candidate.Values[i] * worth));
        var (likeness, sum) = (To(candidate), shared.Sum(term => term.Part));
        return shared.ConvertAll(term => (term.Term, term.Part / sum * likeness));
    }
}
