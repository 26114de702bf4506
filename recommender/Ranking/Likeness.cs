using System.Runtime.InteropServices;
using IdeaStorage.Recommender.Features;

namespace IdeaStorage.Recommender.Ranking;

/// <summary>A term that two profiles share, and its part in their likeness: in proportion to those of the others.
/// </summary>
internal readonly record struct SharedTerm(int Term, double Part)
{
    /// <summary>Of equal ones the older term is the weightier.</summary>
    public bool Outweighs(in SharedTerm other) => Part > other.Part || (Part == other.Part && Term < other.Term);
}

/// <summary>
/// The cosine between a subject and candidates in the space where each term is stretched by what sharing it is worth.
/// Lies between 0 and 1; 0 when one of them has no terms.
/// </summary>
internal sealed class Likeness
{
    /// <summary>
    /// So many terms of a subject count, those of the greatest weight: who did much is about a thousand things, most of
    /// them a little, and each costs a look at all who are about it.
    /// </summary>
    public const int TermsMax = 256;

    private readonly TermVector _subject;
    private readonly double[] _worths;
    private readonly Tally _terms;
    private readonly double _length;
    private readonly List<SharedTerm> _shared = [];

    public Likeness(TermVector subject, double[] worths, Tally terms)
    {
        (_subject, _worths, _terms) = (subject.Heaviest(TermsMax, worths), worths, terms);
        for (var i = 0; i < _subject.Count; i++)
            if (_subject.Ids[i] is var id && id < worths.Length)
                terms.Add(id, _subject.Values[i] * worths[id]);
        _length = _subject.LengthBy(worths);
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
        return dot > 0 ? Cosine(dot, candidate.LengthBy(_worths)) : 0;
    }

    /// <summary>The likeness to all entities of an index, by place: the same as to each.</summary>
    public void ToAll(ContentIndex index, Family family, Span<double> likenesses)
    {
        index.Multiply(_subject.Ids, _terms, likenesses);
        var lengths = index.LengthsOf(family, _worths);
        for (var place = 0; place < lengths.Length; place++)
            if (likenesses[place] is > 0 and var dot)
                likenesses[place] = Cosine(dot, lengths[place]);
    }

    /// <summary>What sharing a term is worth.</summary>
    public double WorthOf(int term) => term < _worths.Length ? _worths[term] : 0;

    /// <summary>The terms that a candidate shares, in ascending order; the caller's until the next call.</summary>
    public Span<SharedTerm> SharedWith(TermVector candidate)
    {
        _shared.Clear();
        var ids = candidate.Ids;
        var values = candidate.Values;
        for (var i = 0; i < ids.Length; i++)
            if (_terms[ids[i]] is > 0 and var worth)
                _shared.Add(new SharedTerm(ids[i], values[i] * worth));
        return CollectionsMarshal.AsSpan(_shared);
    }

    private double Cosine(double dot, double length) => Math.Min(1, dot / (_length * length));
}
