namespace IdeaStorage.Recommender.Collaborative;

/// <summary>Settings of <see cref="ImplicitAlsTrainer"/>. The defaults suit 10⁴ to 10⁶ plain acts.</summary>
public sealed record ImplicitAlsOptions
{
    public const int FactorsMax = 1_024;

    /// <summary>Numbers that describe a row or column, 1 to <see cref="FactorsMax"/>.</summary>
    public int Factors { get; init; } = 64;

    /// <summary>α₀: what an unknown cell weighs beside a plain act of 1; 0 or more. Lower for sparser data.</summary>
    public float UnknownWeight { get; init; } = 0.1f;

    /// <summary>λ, above 0.</summary>
    public float Regularisation { get; init; } = 0.03f;

    /// <summary>
    /// ν: how far the regularisation grows with the acts of a row, from 0 (not at all) to 1 (in proportion).
    /// </summary>
    public float FrequencyExponent { get; init; } = 1;

    /// <summary>
    /// How much evidence a feature needs: as if so many more rows had each feature and factors of 0. Above 0.
    /// </summary>
    public float FeatureRegularisation { get; init; } = 10;

    /// <summary>
    /// Whether rows and columns are drawn towards what their features let expect. Otherwise features are fitted to the
    /// finished factors, and speak for those alone who never acted.
    /// </summary>
    public bool DrawsToFeatures { get; init; } = true;

    /// <summary>Rounds of solving the rows and then the columns, 1 or more.</summary>
    public int Epochs { get; init; } = 16;

    /// <summary>Cores that training takes at most, 1 or more; null for all. The model is the same with any.</summary>
    public int? CoresMax { get; init; }

    /// <summary>How a part of the training runs on several cores.</summary>
    internal ParallelOptions Parallel(CancellationToken cancellation) => Cores.Options(cancellation, CoresMax);

    /// <summary>The regularisation of a row with so many acts among so many columns.</summary>
    internal float RegularisationOf(int acts, int columns) =>
        Regularisation * MathF.Pow(acts + (UnknownWeight * columns), FrequencyExponent);

    /// <exception cref="ArgumentException">A setting lies outside its range; the message names it.</exception>
    internal void Check()
    {
        Require(Factors is >= 1 and <= FactorsMax, nameof(Factors), $"1 to {FactorsMax}");
        Require(float.IsFinite(UnknownWeight) && UnknownWeight >= 0, nameof(UnknownWeight), "0 or more");
        Require(float.IsFinite(Regularisation) && Regularisation > 0, nameof(Regularisation), "above 0");
        Require(FrequencyExponent is >= 0 and <= 1, nameof(FrequencyExponent), "0 to 1");
        Require(
            float.IsFinite(FeatureRegularisation) && FeatureRegularisation > 0, nameof(FeatureRegularisation),
            "above 0");
        Require(Epochs >= 1, nameof(Epochs), "1 or more");
        Require(CoresMax is null or >= 1, nameof(CoresMax), "1 or more, or null");

        static void Require(bool isRight, string option, string range)
        {
            if (!isRight)
                throw new ArgumentException($"{option} must be {range}.", option);
        }
    }
}
