using System.Numerics.Tensors;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// Fits factors of features to those of entities: ridge regression by conjugate gradients, all factors at once, going
/// on from the last fit (Hestenes and Stiefel 1952, "Methods of conjugate gradients for solving linear systems").
/// </summary>
internal sealed class FeatureRegression
{
    private const int RoundsMax = 12;

    /// <summary>Where to stop: the part of the error that is left.</summary>
    private const double ErrorMax = 1e-3;

    private readonly FeedbackMatrix _byEntity;
    private readonly FeedbackMatrix _byFeature;
    private readonly float[] _entityWeights;
    private readonly float[] _means;
    private readonly ImplicitAlsOptions _options;
    private readonly int _width;

    /// <param name="features">A line for each entity.</param>
    /// <param name="entityWeights">How much the factors of each entity count; their mean is made 1.</param>
    /// <param name="options">Number of factors, and the ridge.</param>
    public FeatureRegression(FeedbackMatrix features, float[] entityWeights, ImplicitAlsOptions options)
    {
        (_byEntity, _byFeature) = (features, features.Transpose());
        (_options, _width) = (options, Lanes.Padded(options.Factors));
        (_entityWeights, _means) = (entityWeights, new float[checked(features.RowCount * _width)]);
        if (TensorPrimitives.Sum<float>(entityWeights) is > 0 and var sum)
            TensorPrimitives.Multiply(entityWeights, entityWeights.Length / sum, entityWeights);
        Factors = new FeatureFactors(new float[checked(features.ColumnCount * _width)], _width);
    }

    public FeatureFactors Factors { get; }

    public void Mean(int entity, Span<float> mean) =>
        Factors.Mean(_byEntity.Columns(entity), _byEntity.Weights(entity), mean);

    /// <summary>Fits to the factors of entities.</summary>
    public void Fit(float[] entities, CancellationToken cancellation)
    {
        if (Factors.Count == 0)
            return;
        var solution = Factors.All;
        var rest = new float[solution.Length];
        SumByFeature(entities, rest, cancellation);
        var scale = SquaresByFactor(rest).Sum(square => (double)square);
        var product = new float[solution.Length];
        Multiply(solution, product, cancellation);
        TensorPrimitives.Subtract(rest, product, rest);
        var (direction, squares) = (rest.AsSpan().ToArray(), SquaresByFactor(rest));
        for (var round = 0; round < RoundsMax && squares.Sum(square => (double)square) > ErrorMax * scale; round++)
        {
            Multiply(direction, product, cancellation);
            var steps = Ratios(squares, ProductsByFactor(direction, product));
            AddByFactor(solution, direction, steps);
            TensorPrimitives.Negate(steps, steps);
            AddByFactor(rest, product, steps);
            var next = SquaresByFactor(rest);
            var turns = Ratios(next, squares);
            for (var at = 0; at < rest.Length; at += _width)
                TensorPrimitives.MultiplyAdd(
                    direction.AsSpan(at, _width), turns, rest.AsSpan(at, _width), direction.AsSpan(at, _width));
            squares = next;
        }
    }

    /// <summary>product = (FᵀWF + ridge) · x.</summary>
    private void Multiply(float[] x, float[] product, CancellationToken cancellation)
    {
        var sums = new FeatureFactors(x, _width);
        Parallel.For(0, _byEntity.RowCount, _options.Parallel(cancellation), entity => sums.Mean(
            _byEntity.Columns(entity), _byEntity.Weights(entity), _means.AsSpan(entity * _width, _width)));
        SumByFeature(_means, product, cancellation);
        TensorPrimitives.MultiplyAdd(x, _options.FeatureRegularisation, product, product);
    }

    /// <summary>sums = FᵀW · values.</summary>
    private void SumByFeature(float[] values, float[] sums, CancellationToken cancellation)
    {
        Parallel.For(0, _byFeature.RowCount, _options.Parallel(cancellation), feature =>
        {
            var (entities, weights) = _byFeature.History(feature);
            sums.AsSpan(feature * _width, _width).Clear();
            for (var i = 0; i < entities.Length; i++)
                Lanes.AddScaled(
                    ref sums[feature * _width], in values[entities[i] * _width],
                    weights[i] * _entityWeights[entities[i]], _width);
        });
    }

    private float[] SquaresByFactor(float[] x) => ProductsByFactor(x, x);

    private float[] ProductsByFactor(float[] x, float[] y)
    {
        var sums = new float[_width];
        for (var at = 0; at < x.Length; at += _width)
            TensorPrimitives.MultiplyAdd(x.AsSpan(at, _width), y.AsSpan(at, _width), sums, sums);
        return sums;
    }

    private void AddByFactor(float[] target, float[] x, float[] factors)
    {
        for (var at = 0; at < target.Length; at += _width)
            TensorPrimitives.MultiplyAdd(
                x.AsSpan(at, _width), factors, target.AsSpan(at, _width), target.AsSpan(at, _width));
    }

    /// <summary>Where nothing is left to solve, there is nothing to go on with.</summary>
    private static float[] Ratios(float[] numerators, float[] denominators) =>
        [.. numerators.Zip(denominators, static (one, other) => other > 0 ? one / other : 0)];
}
