using System.Collections.Concurrent;

namespace IdeaStorage.Recommender.Graph;

/// <summary>Small numbers for names that many nodes share, so that comparing them costs nothing.</summary>
internal sealed class NodeNames
{
    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>The number of a name, 1 or more; 0 for none and for one that no node has had.</summary>
    public int Find(string? name) => name is null ? 0 : _numbers.GetValueOrDefault(name);

    /// <summary>As <see cref="Find"/>, for the one that writes: a new name gets a number.</summary>
    public int NumberOf(string? name) => name is null ? 0 : _numbers.GetOrAdd(name, _ => _numbers.Count + 1);

    /// <summary>By number what a table by name says; 0 where it says nothing.</summary>
    public double[] ByNumber(IReadOnlyDictionary<string, double> byName)
    {
        var values = new double[_numbers.Count + 1];
        foreach (var (name, value) in byName)
            if (Find(name) is > 0 and var number && number < values.Length)
                values[number] = value;
        return values;
    }
}
