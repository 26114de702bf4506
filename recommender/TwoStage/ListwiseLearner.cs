namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// Learns weights of 0 or more by which right candidates come before the others, in three passes over lists that count
/// once each: first the likelihood that a draw by exp(score) picks a right one (Cao et al. 2007, "Learning to rank:
/// from pairwise approach to listwise approach"), which sees the whole list; then what exchanging two places would
/// change of nDCG@20 (Burges 2010, "From RankNet to LambdaRank to LambdaMART: an overview"), which sees the places that
/// are shown; then one factor for all weights, so that exp(score) says again how likely a candidate is right. The first
/// two go by Adam (Kingma and Ba 2015) with negative weights cut off after each step.
/// <para>
/// A list is scored by a mix of sets of weights, in parts that it brings along, and all sets are learned together. Sums
/// are made in one order whatever the threads and the width of the machine's vectors: the same lists give the same
/// weights to the last bit.
/// </para>
/// </summary>
internal sealed class ListwiseLearner
{
    private const int LikelihoodSteps = 150;
    private const int ExchangeSteps = 60;
    private const double FirstStep = 0.05;
    private const double LastStep = 0.005;
    private const double Regularisation = 1e-4;

    /// <summary>Halvings of the range in which the factor is looked for, and its ends.</summary>
    private const int ScaleSteps = 20;
    private const double ScaleMin = 1.0 / 64;
    private const double ScaleMax = 64;

    /// <summary>Gradients are summed in so many parts, one after the other, whatever the threads.</summary>
    private const int Slices = 16;

    private readonly IReadOnlyList<LabelledList> _lists;
    private readonly CancellationToken _cancellation;
    private readonly int _count;
    private readonly double[] _deviations;
    private readonly double[] _weights;
    private readonly ListwiseSlice[] _slices;

    private ListwiseLearner(IReadOnlyList<LabelledList> lists, CancellationToken cancellation)
    {
        (_lists, _cancellation) = (lists, cancellation);
        _count = lists[0].SignalCount;
        _deviations = [.. Enumerable.Range(0, _count).Select(Deviation)];
        _weights = new double[_count * lists[0].Parts.Length];
        Array.Fill(_weights, FirstStep);
        var rowsMax = lists.Max(list => list.Width);
        _slices = [.. Enumerable.Range(0, Slices).Select(_ => new ListwiseSlice(_weights.Length, _count, rowsMax))];
    }

    /// <summary>Each set of weights, for signals in their own units.</summary>
    /// <param name="lists">At least one, all with as many signals and parts.</param>
    /// <param name="cancellation">Looked at once a list.</param>
    /// <param name="progress">Told from 0 to 1.</param>
    public static double[][] Learn(
        IReadOnlyList<LabelledList> lists, CancellationToken cancellation, Action<double> progress)
    {
        var learner = new ListwiseLearner(lists, cancellation);
        learner.Descend(LikelihoodSteps, learner.AddLikelihoods, share => progress(0.6 * share));
        learner.Descend(ExchangeSteps, learner.AddExchanges, share => progress(0.6 + (0.35 * share)));
        learner.Scale();
        progress(1);
        return [.. Enumerable.Range(0, lists[0].Parts.Length).Select(learner.Set)];
    }

    private double[] Set(int set)
    {
        var weights = _weights[(set * _count)..((set + 1) * _count)];
        for (var i = 0; i < _count; i++)
            weights[i] = _deviations[i] > 0 ? weights[i] / _deviations[i] : 0;
        return weights;
    }

    private double Deviation(int signal)
    {
        var (sum, squares, rows) = (0.0, 0.0, 0L);
        foreach (var list in _lists)
        {
            foreach (var value in list.Signal(signal)[..list.Rows])
            {
                sum += value;
                squares += (double)value * value;
            }

            rows += list.Rows;
        }

        var mean = sum / rows;
        var variance = (squares / rows) - (mean * mean);
        return variance > 1e-12 ? Math.Sqrt(variance) : 0;
    }

    private void Descend(int steps, Action<ListwiseSlice, LabelledList> add, Action<double> progress)
    {
        var (means, squares) = (new double[_weights.Length], new double[_weights.Length]);
        for (var step = 1; step <= steps; step++)
        {
            ForEachSlice(add);
            var rate = step < 0.6 * steps ? FirstStep : LastStep;
            var (meanPart, squarePart) = (1 - Math.Pow(0.9, step), 1 - Math.Pow(0.99, step));
            for (var i = 0; i < _weights.Length; i++)
            {
                var slope = (_slices.Sum(slice => slice.Slopes[i]) / _lists.Count) + (Regularisation * _weights[i]);
                means[i] = (0.9 * means[i]) + (0.1 * slope);
                squares[i] = (0.99 * squares[i]) + (0.01 * slope * slope);
                var change = means[i] / meanPart / (Math.Sqrt(squares[i] / squarePart) + 1e-9);
                _weights[i] = Math.Max(0, _weights[i] - (rate * change));
            }

            progress((double)step / steps);
        }
    }

    private void AddLikelihoods(ListwiseSlice slice, LabelledList list) =>
        slice.AddLikelihood(list, _weights, _deviations);

    private void AddExchanges(ListwiseSlice slice, LabelledList list) =>
        slice.AddExchanges(list, _weights, _deviations);

    // The likelihood has one peak along a line, and rises where the weights point against its slopes.
    private void Scale()
    {
        var learned = _weights.ToArray();
        var (least, most) = (ScaleMin, ScaleMax);
        for (var step = 0; step < ScaleSteps; step++)
        {
            var middle = Math.Sqrt(least * most);
            for (var i = 0; i < learned.Length; i++)
                _weights[i] = middle * learned[i];
            ForEachSlice(AddLikelihoods);
            var falls = learned.Select((weight, i) => weight * _slices.Sum(slice => slice.Slopes[i])).Sum() > 0;
            (least, most) = falls ? (least, middle) : (middle, most);
        }
    }

    private void ForEachSlice(Action<ListwiseSlice, LabelledList> add)
    {
        Parallel.For(0, Slices, Cores.Options(_cancellation), slice =>
        {
            _slices[slice].Clear();
            for (var i = slice; i < _lists.Count; i += Slices)
            {
                _cancellation.ThrowIfCancellationRequested();
                add(_slices[slice], _lists[i]);
            }
        });
    }
}
