using System.Numerics.Tensors;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>What a sum is worth as a signal: of most, the tenth part adds less than the first.</summary>
internal static class Saturation
{
    /// <summary>How steep the walk's sum is before it saturates: what is shared out twice is little.</summary>
    private const double WalkScale = 10;

    /// <param name="signal">Of which signal.</param>
    /// <param name="sum">0 or more.</param>
    public static double Of(PartnerSignal signal, double sum) => signal switch
    {
        PartnerSignal.Allocation => Math.Log(1 + (WalkScale * sum)),
        PartnerSignal.CloseAllocation or PartnerSignal.Latent => Math.Sqrt(sum),
        PartnerSignal.Direct or PartnerSignal.ThemeActivity or PartnerSignal.Activity or PartnerSignal.Reach =>
            Math.Log(1 + sum),
        _ => sum,
    };

    /// <summary>The same of many sums at once, to the last digits.</summary>
    public static void OfAll(PartnerSignal signal, Span<double> sums)
    {
        switch (signal)
        {
            case PartnerSignal.Allocation:
                TensorPrimitives.Multiply(sums, WalkScale, sums);
                TensorPrimitives.LogP1(sums, sums);
                break;
            case PartnerSignal.CloseAllocation or PartnerSignal.Latent:
                TensorPrimitives.Sqrt(sums, sums);
                break;
            case PartnerSignal.Direct or PartnerSignal.ThemeActivity or PartnerSignal.Activity or PartnerSignal.Reach:
                TensorPrimitives.LogP1(sums, sums);
                break;
        }
    }
}
