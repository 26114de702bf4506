namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// Whether weights learned from lists order others better than given ones: each half of the lists is put in order by
/// what was learned from the other half (two-fold cross-validation: Stone 1974, "Cross-validatory choice and assessment
/// of statistical predictions"), by nDCG@20 (Järvelin and Kekäläinen 2002).
/// </summary>
internal static class ListTrial
{
    private const int Depth = 20;

    /// <param name="lists">Two or more.</param>
    /// <param name="given">The sets of weights to be beaten.</param>
    /// <param name="cancellation">Looked at once a list.</param>
    /// <param name="progress">Told from 0 to 1.</param>
    public static bool IsLearningBetter(
        IReadOnlyList<LabelledList> lists, double[][] given, CancellationToken cancellation, Action<double> progress)
    {
        var gain = 0.0;
        for (var half = 0; half < 2; half++)
        {
            var begin = half / 2.0;
            var learned = ListwiseLearner.Learn(
                [.. lists.Where((_, i) => i % 2 != half)], cancellation, share => progress(begin + (share / 2)));
            foreach (var list in lists.Where((_, i) => i % 2 == half))
            {
                cancellation.ThrowIfCancellationRequested();
                gain += Ndcg(list, learned) - Ndcg(list, given);
            }
        }

        return gain > 0;
    }

    /// <summary>Of the list as these sets of weights order it; of equal scores the earlier first.</summary>
    public static double Ndcg(LabelledList list, double[][] sets)
    {
        var scores = new double[list.Rows];
        for (var signal = 0; signal < list.SignalCount; signal++)
        {
            var weight = 0.0;
            for (var set = 0; set < sets.Length; set++)
                weight += list.Parts[set] * sets[set][signal];
            var values = list.Signal(signal);
            for (var row = 0; row < scores.Length; row++)
                scores[row] += weight * values[row];
        }

        var right = list.Right.ToHashSet();
        var (gain, ideal) = (0.0, 0.0);
        foreach (var (place, row) in Enumerable.Range(0, list.Rows).OrderByDescending(row => scores[row]).Index()
            .TakeWhile(one => one.Index < Depth))
        {
            gain += right.Contains(row) ? 1 / Math.Log2(place + 2) : 0;
            ideal += place < right.Count ? 1 / Math.Log2(place + 2) : 0;
        }

        return gain / ideal;
    }
}
