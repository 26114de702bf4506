namespace IdeaStorage.Recommender.Ranking;

/// <summary>
/// Sums by number over a dense array that is cleared by walking over what was touched, so that a query over a large
/// model pays for what it reaches and not for the model's size.
/// </summary>
internal sealed class Tally
{
    /// <summary>Where more than one in so many was touched, looking at all is quicker than sorting.</summary>
    private const int ScannedOneIn = 64;

    private double[] _sums = [];
    private int[] _touched = [];
    private int _count;

    /// <summary>The numbers that have a sum, in the order in which they got it or, since <see cref="Sort"/>, ascending.
    /// </summary>
    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _count);

    public double this[int number] => number < _sums.Length ? _sums[number] : 0;

    /// <summary>Adds a value above 0; others are ignored.</summary>
    public void Add(int number, double value)
    {
        if (!(value > 0))
            return;
        if (number >= _sums.Length)
            Array.Resize(ref _sums, Math.Max(number + 1, 2 * _sums.Length));
        if (_sums[number] == 0)
        {
            if (_count == _touched.Length)
                Array.Resize(ref _touched, Math.Max(64, 2 * _count));
            _touched[_count++] = number;
        }
        _sums[number] += value;
    }

    /// <summary>Divides a sum that there is by a number above 0; by others nothing changes.</summary>
    public void Divide(int number, double by)
    {
        if (by > 0)
            _sums[number] /= by;
    }

    /// <summary>Puts what was touched in ascending order, in which nodes lie in memory.</summary>
    public void Sort()
    {
        if (_count < _sums.Length / ScannedOneIn)
        {
            Array.Sort(_touched, 0, _count);
            return;
        }

        var next = 0;
        for (var number = 0; number < _sums.Length; number++)
            if (_sums[number] != 0)
                _touched[next++] = number;
    }

    public void Clear()
    {
        foreach (var number in Touched)
            _sums[number] = 0;
        _count = 0;
    }
}
