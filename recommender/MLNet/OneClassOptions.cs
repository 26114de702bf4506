using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.MLNet;

/// <summary>
/// Settings of <see cref="OneClassTrainer"/>. ML.NET's own (8 factors, α 10⁻⁴) are far from what suits a few acts each.
/// </summary>
public sealed record OneClassOptions
{
    /// <summary>Numbers that describe a row or column, 1 to <see cref="ImplicitAlsOptions.FactorsMax"/>.</summary>
    public int Factors { get; init; } = 64;

    /// <summary>α: what an unknown cell weighs beside an act at 1; above 0 and below 1.</summary>
    public double UnknownWeight { get; init; } = 0.2;

    /// <summary>λ, above 0; the same for every row and column, however much they act.</summary>
    public double Regularisation { get; init; } = 5;

    /// <summary>Rounds of coordinate descent, 1 or more.</summary>
    public int Iterations { get; init; } = 10;

    /// <exception cref="ArgumentException">A setting lies outside its range; the message names it.</exception>
    internal void Check()
    {
        Require(
            Factors is >= 1 and <= ImplicitAlsOptions.FactorsMax, nameof(Factors),
            $"1 to {ImplicitAlsOptions.FactorsMax}");
        Require(UnknownWeight is > 0 and < 1, nameof(UnknownWeight), "above 0 and below 1");
        Require(double.IsFinite(Regularisation) && Regularisation > 0, nameof(Regularisation), "above 0");
        Require(Iterations >= 1, nameof(Iterations), "1 or more");

        static void Require(bool isRight, string option, string range)
        {
            if (!isRight)
                throw new ArgumentException($"{option} must be {range}.", option);
        }
    }
}
