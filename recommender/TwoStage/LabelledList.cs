using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// One list to learn from: candidates by their signals, which of them were right, and how much each set of weights
/// counts for it. Signals lie one after the other, each with all candidates, padded with zeros to whole lanes.
/// </summary>
/// <param name="rows">Candidates.</param>
/// <param name="signals">Signals of each.</param>
/// <param name="right">The candidates that were right, at least one.</param>
/// <param name="parts">How much each set of weights counts; they sum to 1.</param>
/// <param name="sought">How many would have been right, in the list or below it; null: those in it.</param>
internal sealed class LabelledList(int rows, int signals, int[] right, double[] parts, int? sought = null)
{
    private readonly float[] _values = new float[signals * Lanes.Padded(rows)];

    public int Rows => rows;

    public int Width { get; } = Lanes.Padded(rows);

    public int SignalCount => signals;

    public int[] Right => right;

    public double[] Parts => parts;

    public int Sought { get; } = sought ?? right.Length;

    public Span<float> Signal(int signal) => _values.AsSpan(signal * Width, Width);

    public float this[int row, int signal]
    {
        get => _values[(signal * Width) + row];
        set => _values[(signal * Width) + row] = value;
    }
}
