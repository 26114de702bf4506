using System.Numerics.Tensors;

namespace IdeaStorage.Recommender.Features;

/// <summary>
/// A sparse vector over the vocabulary: term ids in ascending order with their values. Never changed once made.
/// </summary>
internal sealed class TermVector(int[] ids, float[] values)
{
    public static readonly TermVector Empty = new([], []);

    public ReadOnlySpan<int> Ids => ids;

    public ReadOnlySpan<float> Values => values;

    public int Count => ids.Length;

    /// <summary>The length in the space where each term is stretched by its worth; terms that have none yet count for
    /// nothing.</summary>
    public double LengthBy(double[] worths)
    {
        var square = 0.0;
        for (var i = 0; i < ids.Length; i++)
            square += SquareOf(i, worths);
        return Math.Sqrt(square);
    }

    /// <summary>The vector of the terms that make most of the length by these worths; of equal ones the
    /// older.</summary>
    public TermVector Heaviest(int count, double[] worths)
    {
        if (ids.Length <= count)
            return this;
        var squares = new double[ids.Length];
        for (var i = 0; i < squares.Length; i++)
            squares[i] = SquareOf(i, worths);
        var places = Enumerable.Range(0, squares.Length)
            .OrderByDescending(i => squares[i])
            .Take(count)
            .Order()
            .ToArray();
        return new TermVector(Array.ConvertAll(places, i => ids[i]), Array.ConvertAll(places, i => values[i]));
    }

    private double SquareOf(int place, double[] worths) =>
        ids[place] < worths.Length ? values[place] * values[place] * worths[ids[place]] : 0;

    /// <summary>
    /// The vector of these terms, scaled to length 1, so that a long text does not outweigh a short one.
    /// </summary>
    public static TermVector Unit(Dictionary<int, double> terms)
    {
        if (terms.Count == 0)
            return Empty;
        var ids = terms.Keys.ToArray();
        Array.Sort(ids);
        var length = Math.Sqrt(terms.Values.Sum(value => value * value));
        return new TermVector(ids, Array.ConvertAll(ids, id => (float)(terms[id] / length)));
    }

    /// <summary>The values divided by their sum.</summary>
    public TermVector InProportion()
    {
        var sum = TensorPrimitives.Sum(Values);
        return sum > 0 ? new TermVector(ids, Array.ConvertAll(values, value => value / sum)) : Empty;
    }

    /// <summary>The sum of vectors, each times its factor.</summary>
    public static TermVector Sum(IReadOnlyList<(TermVector Vector, double Factor)> parts)
    {
        if (parts.Count == 0 || parts.All(part => part.Vector.Count == 0))
            return Empty;
        if (parts is [{ Factor: 1 }])
            return parts[0].Vector;
        var sums = new Dictionary<int, double>();
        foreach (var (vector, factor) in parts)
            for (var i = 0; i < vector.Count; i++)
                sums[vector.Ids[i]] = sums.GetValueOrDefault(vector.Ids[i]) + factor * vector.Values[i];
        var ids = sums.Keys.ToArray();
        Array.Sort(ids);
        return new TermVector(ids, Array.ConvertAll(ids, id => (float)sums[id]));
    }
}
