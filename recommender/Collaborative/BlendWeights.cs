using System.Numerics.Tensors;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// Finds the weights of a blend by coordinate ascent on nDCG@30 of what was put aside (Metzler and Croft 2007, "Linear
/// feature-based models for information retrieval"): one weight after the other is tried larger and smaller, and kept
/// where the lists get better.
/// </summary>
internal sealed class BlendWeights
{
    private const int Depth = 30;

    /// <summary>Of each model so many of its best columns are ranked; what is further down reaches no list.</summary>
    private const int CandidatesPerModel = 40;

    /// <summary>Rows beyond these add time and no certainty.</summary>
    private const int RowsMax = 2_000;

    private const int Rounds = 6;
    private static readonly float[] s_factors = [0, 0.5f, 0.8f, 1.25f, 2];

    private readonly List<Trial> _trials = [];

    /// <summary>Learns. The weights are equal when nothing was put aside.</summary>
    public static float[] Learn(
        MatrixModel[] models, FeedbackMatrix rest, FeedbackMatrix aside, CancellationToken cancellation)
    {
        var learner = new BlendWeights();
        for (var row = 0; row < rest.RowCount && learner._trials.Count < RowsMax; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (aside.Columns(row).Length > 0 && rest.Columns(row).Length > 0)
                learner.AddTrial(models, rest.History(row), aside.Columns(row));
        }

        return learner.Ascend(Array.ConvertAll(models, _ => 1f), cancellation);
    }

    private void AddTrial(MatrixModel[] models, History history, ReadOnlySpan<int> wanted)
    {
        var candidates = new SortedSet<int>();
        foreach (var model in models)
            foreach (var scored in model.Top(history, CandidatesPerModel))
                candidates.Add(scored.Column);
        var all = new float[models.Length][];
        for (var i = 0; i < models.Length; i++)
        {
            var scores = new float[models[i].ColumnCount];
            models[i].Score(history, scores);
            var scale = BlendModel.Scale(scores);
            all[i] = [.. candidates.Select(column => scores[column] / scale)];
        }

        var truth = wanted.ToArray().ToHashSet();
        _trials.Add(new Trial(all, [.. candidates.Select(truth.Contains)], truth.Count));
    }

    private float[] Ascend(float[] start, CancellationToken cancellation)
    {
        var (best, value) = (start, Quality(start, cancellation));
        for (var round = 0; round < Rounds; round++)
        {
            var before = value;
            for (var i = 0; i < start.Length; i++)
            {
                foreach (var factor in s_factors)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var tried = (float[])best.Clone();
                    tried[i] = (best[i] > 0 ? best[i] : start[i]) * factor;
                    if (Quality(tried, cancellation) is var quality && quality > value)
                        (best, value) = (tried, quality);
                }
            }

            if (value == before)
                break;
        }

        return best;
    }

    private double Quality(float[] weights, CancellationToken cancellation)
    {
        var gains = new double[_trials.Count];
        Parallel.For(0, gains.Length, Cores.Options(cancellation), i => gains[i] = _trials[i].Gain(weights));
        return gains.Sum();
    }

    /// <summary>One row: what each model scores the candidates, and which of them were put aside.</summary>
    private sealed record Trial(float[][] Scores, bool[] Wanted, int WantedCount)
    {
        public double Gain(float[] weights)
        {
            var sums = new float[Wanted.Length];
            for (var i = 0; i < weights.Length; i++)
                TensorPrimitives.MultiplyAdd(Scores[i], weights[i], sums, sums);
            var places = new int[sums.Length];
            for (var i = 0; i < places.Length; i++)
                (places[i], sums[i]) = (i, -sums[i]);
            Array.Sort(sums, places);
            var (gain, ideal) = (0.0, 0.0);
            for (var place = 0; place < Depth; place++)
            {
                var worth = 1 / Math.Log2(place + 2);
                if (place < places.Length && Wanted[places[place]])
                    gain += worth;
                if (place < WantedCount)
                    ideal += worth;
            }

            return gain / ideal;
        }
    }
}
