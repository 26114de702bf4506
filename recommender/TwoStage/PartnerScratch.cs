using IdeaStorage.Recommender.Features;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>What one query put on a thing for those who act on it.</summary>
internal struct ThingValue
{
    public double Walk;
    public double Broad;
    public double Likeness;
}

/// <summary>The sums of one query, kept for the next one.</summary>
internal sealed class PartnerScratch
{
    private ThingValue[] _things = [];

    public Tally[] Terms { get; } = [.. FeatureSet.Families.Select(_ => new Tally())];

    /// <summary>What reached the others whom the subject meets.</summary>
    public Tally Walk { get; } = new();

    public Tally Broad { get; } = new();

    public Span<ThingValue> Things => _things;

    public void Begin(int nodes)
    {
        if (_things.Length < nodes)
            _things = new ThingValue[nodes + (nodes / 8)];
        else
            Array.Clear(_things);
    }

    public void End()
    {
        foreach (var terms in Terms)
            terms.Clear();
        Walk.Clear();
        Broad.Clear();
    }
}
