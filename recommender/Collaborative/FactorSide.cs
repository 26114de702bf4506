using System.Runtime.InteropServices;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// The factors of one side, padded with zeros to whole lanes, and the least squares problem of who acted on it.
/// </summary>
internal sealed class FactorSide
{
    /// <summary>The sum over all is made of so many parts, whatever the threads, so that it is the same.</summary>
    private const int Slices = 16;

    private readonly float[] _factors;
    private readonly float[] _unknown;
    private readonly ImplicitAlsOptions _options;

    public FactorSide(float[] factors, int count, ImplicitAlsOptions options, CancellationToken cancellation = default)
    {
        (_factors, Count, _options) = (factors, count, options);
        Width = Lanes.Padded(options.Factors);
        _unknown = SumOfOuterProducts(cancellation);
    }

    public int Count { get; }

    /// <summary>Numbers from one row of factors to the next.</summary>
    public int Width { get; }

    public ImplicitAlsOptions Options => _options;

    public float[] All => _factors;

    public ReadOnlySpan<float> Of(int index) => _factors.AsSpan(index * Width, Width);

    /// <summary>The factors of a row with this history, until the next call with the same room.</summary>
    /// <param name="history">What the row did.</param>
    /// <param name="mean">The factors that the row's features let expect; zeros, or nothing, without any.</param>
    /// <param name="room">Room to work in, of this side's width.</param>
    public ReadOnlySpan<float> Solve(History history, ReadOnlySpan<float> mean, NormalEquations room)
    {
        var regularisation = Factor(history, room);
        if (!mean.IsEmpty)
            Lanes.AddScaled(
                ref MemoryMarshal.GetReference(room.Right), in MemoryMarshal.GetReference(mean), regularisation, Width);
        return room.Solve();
    }

    /// <summary>Sets up the row's problem and factors its matrix.</summary>
    /// <returns>The regularisation of the row.</returns>
    public float Factor(History history, NormalEquations room)
    {
        var regularisation = _options.RegularisationOf(history.Columns.Length, Count);
        room.Begin(_unknown, history, _factors);
        room.Factor(regularisation);
        return regularisation;
    }

    private float[] SumOfOuterProducts(CancellationToken cancellation)
    {
        var parts = new float[Slices][];
        Parallel.For(0, Slices, _options.Parallel(cancellation), slice =>
        {
            var (from, to) = ((int)((long)Count * slice / Slices), (int)((long)Count * (slice + 1) / Slices));
            var part = parts[slice] = new float[Width * Width];
            if (from < to)
                OuterProducts.Add(ref part[0], ref part[0], Width, ref _factors[from * Width], to - from);
        });
        var sum = parts[0];
        foreach (var part in parts.AsSpan(1))
            Lanes.AddScaled(ref sum[0], in part[0], 1, sum.Length);
        Lanes.Scale(ref sum[0], in sum[0], _options.UnknownWeight, sum.Length);
        return sum;
    }
}
