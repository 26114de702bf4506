using IdeaStorage.Recommender.Features;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>What one query put on a thing for those who act on it.</summary>
internal struct ThingValue
{
    public double Walk;
    public double Likeness;

    /// <summary>What the direct signal gains from an act here that is worth 1.</summary>
    public double Direct;

    /// <summary>The part of what is here that each actor gets; 0 when the thing is not there for this query.</summary>
    public double Spread;
}

/// <summary>The sums of one query, kept for the next one.</summary>
internal sealed class PartnerScratch
{
    /// <summary>So many candidates are weighed at once.</summary>
    public const int BlockLength = 256;

    private ThingValue[] _things = [];
    private double[] _scores = [];
    private float[] _latent = [];
    private double[] _brought = [];

    public Tally[] Terms { get; } = [.. FeatureSet.Families.Select(_ => new Tally())];

    /// <summary>Room for <see cref="LikenessToKind"/>.</summary>
    public double[][] Likeness { get; } = [.. FeatureSet.Families.Select(_ => Array.Empty<double>())];

    /// <summary>How much each thing is about what the subject is about, by family and number; of things with a
    /// <see cref="ThingValue.Likeness"/>, and of others what was last there.</summary>
    public double[][] ThingLikeness { get; } = [.. FeatureSet.Families.Select(_ => Array.Empty<double>())];

    /// <summary>What reached the others whom the subject meets.</summary>
    public Tally Walk { get; } = new();

    /// <summary>How much the subject meets each other.</summary>
    public Tally Met { get; } = new();

    /// <summary>The signals of some candidates, by signal.</summary>
    public double[][] Block { get; } = [.. PartnerWeights.Signals.Select(_ => new double[BlockLength])];

    /// <summary>Whom items of the list have in common with the subject.</summary>
    public CommonOthers Common { get; } = new();

    public Span<ThingValue> Things => _things;

    public void Begin(int nodes)
    {
        if (_things.Length < nodes)
            _things = new ThingValue[nodes + (nodes / 8)];
        else
            Array.Clear(_things);
        foreach (ref var likeness in ThingLikeness.AsSpan())
            if (likeness.Length < _things.Length)
                likeness = new double[_things.Length];
    }

    /// <summary>Room for so many scores, with what was last in it.</summary>
    public Span<double> ScoresOf(int candidates)
    {
        if (_scores.Length < candidates)
            _scores = new double[candidates + (candidates / 8)];
        return _scores.AsSpan(0, candidates);
    }

    /// <summary>Room for what so many acts bring.</summary>
    public Span<double> BroughtBy(int acts)
    {
        if (_brought.Length < acts)
            _brought = new double[2 * acts];
        return _brought.AsSpan(0, acts);
    }

    /// <summary>Room for so many scores by factors.</summary>
    public Memory<float> LatentOf(int columns)
    {
        if (_latent.Length < columns)
            _latent = new float[columns];
        return _latent.AsMemory(0, columns);
    }

    public void End()
    {
        foreach (var terms in Terms)
            terms.Clear();
        Walk.Clear();
        Met.Clear();
    }
}
