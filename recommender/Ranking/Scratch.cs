using IdeaStorage.Recommender.Features;

namespace IdeaStorage.Recommender.Ranking;

/// <summary>What an act brings a candidate.</summary>
internal readonly record struct StrongestFirst(double Worth, int Node) : IComparable<StrongestFirst>
{
    public int CompareTo(StrongestFirst other) =>
        other.Worth.CompareTo(Worth) is not 0 and var order ? order : Node.CompareTo(other.Node);
}

/// <summary>What one query of <see cref="Scorer"/> sums up, by number or by candidate, kept for the next one.</summary>
internal sealed class Scratch
{
    private double[][] _rows = [];
    private (int Node, double Worth)[] _meetingActs = [];

    /// <summary>What the subject's terms are worth, per family.</summary>
    public Tally[] Terms { get; } = [.. FeatureSet.Families.Select(_ => new Tally())];

    /// <summary>Room for <see cref="LikenessToKind"/>.</summary>
    public double[][] Likeness { get; } = [.. FeatureSet.Families.Select(_ => Array.Empty<double>())];

    /// <summary>Who acted on the same things, by how rare the things are.</summary>
    public Tally Direct { get; } = new();

    /// <summary>What reached the others.</summary>
    public Tally Others { get; } = new();

    /// <summary>The part of it that each act of full worth of another passes on; 0 for who does not count.</summary>
    public Tally OtherParts { get; } = new();

    public ThingSums Things { get; } = new();

    /// <summary>What each thing passes on to an act of full worth.</summary>
    public Tally PassedOn { get; } = new();

    /// <summary>What of all that reaches a candidate came from itself.</summary>
    public Tally Echoes { get; } = new();

    /// <summary>What each other got from one thing where the subject meets it.</summary>
    public Tally FirstHand { get; } = new();

    /// <summary>What one item owes to each other, while it is explained.</summary>
    public Tally Parts { get; } = new();

    /// <summary>The acts of one item, while it is explained.</summary>
    public PriorityQueue<int, StrongestFirst> Strongest { get; } = new();

    /// <summary>Room for those of so many acts of one other that are where the subject meets it.</summary>
    public Span<(int Node, double Worth)> MeetingActs(int acts)
    {
        if (_meetingActs.Length < acts)
            _meetingActs = new (int, double)[2 * acts];
        return _meetingActs;
    }

    /// <summary>Rows of so many numbers, with what was last in them.</summary>
    public double[][] Rows(int count, int length)
    {
        if (_rows.Length < count || _rows[0].Length < length)
            _rows = [.. Enumerable.Range(0, count).Select(_ => new double[length + (length / 8)])];
        return _rows;
    }

    public void Clear()
    {
        foreach (var terms in Terms)
            terms.Clear();
        Direct.Clear();
        Others.Clear();
        OtherParts.Clear();
        Things.Clear();
        PassedOn.Clear();
        Echoes.Clear();
        FirstHand.Clear();
        Parts.Clear();
    }
}
