using System.Runtime.InteropServices;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// Factors of features. Those of an entity are expected to lie near the sum over its features, which is also what is
/// known of an entity that never acted: a Gaussian prior whose mean is a regression (Agarwal and Chen 2009,
/// "Regression-based latent factor models"). Taking the mean out gives the model in which an entity is the sum of its
/// features and of a rest of its own (Kula 2015, "Metadata embeddings for user and item cold-start recommendations").
/// </summary>
internal sealed class FeatureFactors(float[] factors, int width)
{
    public int Count => factors.Length / width;

    public int Width => width;

    public float[] All => factors;

    /// <summary>The mean that features let expect.</summary>
    public void Mean(ReadOnlySpan<int> features, ReadOnlySpan<float> weights, Span<float> mean)
    {
        mean.Clear();
        for (var i = 0; i < features.Length; i++)
            Lanes.AddScaled(ref MemoryMarshal.GetReference(mean), in factors[features[i] * width], weights[i], width);
    }

    /// <exception cref="ArgumentOutOfRangeException">There is a feature that the model was not trained on.</exception>
    public void Check(ReadOnlySpan<int> features)
    {
        foreach (var feature in features)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(feature, nameof(features));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(feature, Count, nameof(features));
        }
    }
}
