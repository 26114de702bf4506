using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Bench.Evaluate.Partners;

/// <summary>
/// What the methods are set to, chosen on the year before the split. Those given here are h2020_partner's.
/// </summary>
internal sealed record PartnerSettings
{
    public static PartnerSettings OfHorizon { get; } = new();

    /// <summary>A set a fifth as large, with fewer projects to each organisation: all need more evidence.</summary>
    public static PartnerSettings OfCluster { get; } = new()
    {
        EaseLambda = 32_000,
        Shrinkage = 10_000,
        HalfLifeYears = 8,
        Ials = new() { Factors = 32, UnknownWeight = 0.3f, Regularisation = 0.03f, Epochs = 8 },
        IalsWithFeatures = new() { UnknownWeight = 0.3f, Regularisation = 0.03f, Epochs = 8 },
        Frontier = "signals",
    };

    /// <summary>The square of the columns is what EASE needs in memory, so it knows the most active organisations
    /// alone.</summary>
    public int EaseColumns { get; init; } = 4_975;

    public float EaseLambda { get; init; } = 4_000;

    public float Shrinkage { get; init; } = 100;

    /// <summary>The time in which a past project loses half of its worth, where methods let it fade.</summary>
    public double HalfLifeYears { get; init; } = 2;

    public ImplicitAlsOptions Ials { get; init; } = new() { UnknownWeight = 0.1f, Regularisation = 0.01f, Epochs = 8 };

    public ImplicitAlsOptions IalsWithFeatures { get; init; } = new()
    {
        UnknownWeight = 0.2f,
        Regularisation = 0.005f,
        Epochs = 8,
    };

    /// <summary>The method of which it is printed what exposure and diversity cost.</summary>
    public string Frontier { get; init; } = "hybrid";
}
