namespace IdeaStorage.Recommender.Ranking;

/// <summary>What a walk needs to know of a thing, in one place of memory, for it comes by at every act.</summary>
internal struct ThingSum
{
    /// <summary>What reached it.</summary>
    public double Sum;

    /// <summary>The part of it that an act of full worth passes on; 0 where the thing does not count.</summary>
    public double Part;

    /// <summary>What an act of full worth got here at first hand; 0 where the subject does not meet others.</summary>
    public double FirstPart;

    /// <summary>What <see cref="FirstOf"/> got here at first hand.</summary>
    public double First;

    /// <summary>One of the others; −1 at first, and 0 where the walk never came.</summary>
    public int FirstOf;

    /// <summary>Which of the subject's meetings it is, counted from 1; 0 for none.</summary>
    public int Meeting;
}

/// <summary>The things that a walk reached, by number, cleared as a <see cref="Tally"/> is.</summary>
internal sealed class ThingSums
{
    private ThingSum[] _sums = [];
    private int[] _reached = [];
    private int _count;

    public ReadOnlySpan<int> Reached => _reached.AsSpan(0, _count);

    public ThingSum this[int number] => number < _sums.Length ? _sums[number] : default;

    /// <summary>Reaches a thing. What is returned holds until another is reached.</summary>
    public ref ThingSum Reach(int number, out bool isNew)
    {
        if (number >= _sums.Length)
            Array.Resize(ref _sums, Math.Max(number + 1, 2 * _sums.Length));
        ref var sum = ref _sums[number];
        isNew = sum.FirstOf == 0;
        if (!isNew)
            return ref sum;
        sum.FirstOf = -1;
        if (_count == _reached.Length)
            Array.Resize(ref _reached, Math.Max(64, 2 * _count));
        _reached[_count++] = number;
        return ref sum;
    }

    public void Clear()
    {
        foreach (var number in Reached)
            _sums[number] = default;
        _count = 0;
    }
}
