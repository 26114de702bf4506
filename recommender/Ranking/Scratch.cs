using IdeaStorage.Recommender.Features;

namespace IdeaStorage.Recommender.Ranking;

/// <summary>What one query of <see cref="Scorer"/> sums up, by number or by candidate, kept for the next one.</summary>
internal sealed class Scratch
{
    private double[][] _rows = [];
    private (int Place, double Worth)[] _meetingActs = [];
    private double[] _brought = [];
    private int _passed;

    /// <summary>What the subject's terms are worth, per family.</summary>
    public Tally[] Terms { get; } = [.. FeatureSet.Families.Select(_ => new Tally())];

    /// <summary>Room for <see cref="LikenessToKind"/>.</summary>
    public double[][] Likeness { get; } = [.. FeatureSet.Families.Select(_ => Array.Empty<double>())];

    /// <summary>Who acted on the same things, by how rare the things are.</summary>
    public Tally Direct { get; } = new();

    /// <summary>What reached the others.</summary>
    public Tally Others { get; } = new();

    public ThingSums Things { get; } = new();

    /// <summary>What each thing passes on to an act of full worth.</summary>
    public Tally PassedOn { get; } = new();

    /// <summary>What of all that reaches a candidate came from itself.</summary>
    public Tally Echoes { get; } = new();

    /// <summary>Who passed on what, in ascending order, and where in <see cref="Brought"/> it is.</summary>
    public List<(int Other, int Start, int Length)> Passed { get; } = [];

    /// <summary>What each act of those brought to its thing.</summary>
    public double[] Brought => _brought;

    /// <summary>What one other got from each thing where the subject meets it.</summary>
    public Tally FirstHand { get; } = new();

    /// <summary>What one other brings over each thing.</summary>
    public Tally BroughtByOne { get; } = new();

    /// <summary>Whom items of the list have in common with the subject.</summary>
    public CommonOthers Common { get; } = new();

    /// <summary>Room for what so many acts of another bring, until the next one's.</summary>
    public Span<double> RoomToPass(int other, int acts)
    {
        if (_brought.Length < _passed + acts)
            Array.Resize(ref _brought, 2 * (_passed + acts));
        Passed.Add((other, _passed, acts));
        _passed += acts;
        return _brought.AsSpan(_passed - acts, acts);
    }

    /// <summary>Room for those of so many acts of one other that are where the subject meets it.</summary>
    public Span<(int Place, double Worth)> MeetingActs(int acts)
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
        Things.Clear();
        PassedOn.Clear();
        Echoes.Clear();
        FirstHand.Clear();
        BroughtByOne.Clear();
        Passed.Clear();
        _passed = 0;
    }
}
