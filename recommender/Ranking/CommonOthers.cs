using System.Runtime.Intrinsics;
using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Ranking;

/// <summary>Over whom an item is near to a subject: over how many others, and over which of them most.</summary>
/// <param name="Count">0 where there are none.</param>
/// <param name="Strongest">Of equal ones the least.</param>
internal readonly record struct InCommon(int Count, int Strongest);

/// <summary>
/// Finds whom each item of a list has in common with the subject. Those others and their acts are the same for all
/// items, so they are gone through once for many items, whose sums lie side by side; in floats, which do for telling
/// who is the strongest.
/// </summary>
internal sealed class CommonOthers
{
    /// <summary>So many items at once, which is a list as pages show it.</summary>
    public const int ItemsMax = 24;

    private readonly float[] _sums = new float[ItemsMax];
    private readonly float[] _most = new float[ItemsMax];
    private readonly int[] _strongest = new int[ItemsMax];
    private readonly int[] _counts = new int[ItemsMax];

    /// <summary>By thing the row of its marks, counted from 1; 0 for none.</summary>
    private int[] _rows = [];

    private float[] _marks = [];
    private int[] _things = [];
    private int _marked;
    private int[] _items = [];

    /// <summary>Begins with other items, at most <see cref="ItemsMax"/>, by number.</summary>
    public void Begin(int[] items)
    {
        foreach (var thing in _things.AsSpan(0, _marked))
            _rows[thing] = 0;
        (_marked, _items) = (0, items);
        Array.Clear(_most);
        Array.Clear(_counts);
    }

    /// <summary>Adds to what an item, by its place, gets of each unit that an other brings to a thing.</summary>
    public void Mark(int place, int thing, double worth)
    {
        if (thing >= _rows.Length)
            Array.Resize(ref _rows, Math.Max(thing + 1, 2 * _rows.Length));
        ref var row = ref _rows[thing];
        if (row == 0)
            row = AddRow(thing);
        _marks[((row - 1) * ItemsMax) + place] += (float)worth;
    }

    /// <summary>Adds an other, with what it brings to the things that it acts on. Others come in ascending order.
    /// </summary>
    public void Add(int other, ReadOnlySpan<End> acts, ReadOnlySpan<double> brought)
    {
        var lanes = Vector256<float>.Count;
        var (first, second, third) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var i = 0; i < acts.Length; i++)
        {
            if (acts[i].Node >= _rows.Length || _rows[acts[i].Node] is not (> 0 and var row))
                continue;
            var marks = _marks.AsSpan((row - 1) * ItemsMax, ItemsMax);
            var amount = Vector256.Create((float)brought[i]);
            first += amount * Vector256.Create<float>(marks);
            second += amount * Vector256.Create<float>(marks[lanes..]);
            third += amount * Vector256.Create<float>(marks[(2 * lanes)..]);
        }

        first.CopyTo(_sums, 0);
        second.CopyTo(_sums, lanes);
        third.CopyTo(_sums, 2 * lanes);
        // Nobody is its own partner.
        if (Array.IndexOf(_items, other) is >= 0 and var own)
            _sums[own] = 0;
        for (var lane = 0; lane < ItemsMax; lane += lanes)
            Compare(lane, other);
    }

    /// <summary>What was found, by the places of items.</summary>
    public InCommon[] Found() =>
        [.. _items.Select((_, place) => new InCommon(_counts[place], _strongest[place]))];

    private int AddRow(int thing)
    {
        if (_marked == _things.Length)
        {
            Array.Resize(ref _things, Math.Max(64, 2 * _marked));
            Array.Resize(ref _marks, _things.Length * ItemsMax);
        }

        _marks.AsSpan(_marked * ItemsMax, ItemsMax).Clear();
        _things[_marked++] = thing;
        return _marked;
    }

    private void Compare(int lane, int other)
    {
        var (sums, most) = (Vector256.Create(_sums, lane), Vector256.Create(_most, lane));
        var isMore = Vector256.GreaterThan(sums, most);
        Vector256.ConditionalSelect(isMore, sums, most).CopyTo(_most, lane);
        Vector256.ConditionalSelect(isMore.AsInt32(), Vector256.Create(other), Vector256.Create(_strongest, lane))
            .CopyTo(_strongest, lane);
        // What is true is −1.
        var isThere = Vector256.GreaterThan(sums, Vector256<float>.Zero).AsInt32();
        (Vector256.Create(_counts, lane) - isThere).CopyTo(_counts, lane);
    }
}
