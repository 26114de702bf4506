using System.Diagnostics;
using IdeaStorage.Recommender.Collaborative;
#if MLNET
using IdeaStorage.Recommender.MLNet;
#endif

namespace IdeaStorage.Bench.Evaluate;

/// <summary>
/// Whether the trainers are right: nDCG@10 and Recall@20 on MovieLens 100K, where many have published figures, as means
/// over five splits.
/// </summary>
internal static class MovieEvaluation
{
    private const int GainDepth = 10;
    private const int RecallDepth = 20;
    private const int Seed = 20190101;

    private static readonly IMatrixTrainer[] s_trainers =
    [
        new PopularityTrainer(),
        new ItemNeighboursTrainer(shrinkage: 20, neighboursMax: 100),
        new EaseTrainer(),
        new ImplicitAlsTrainer(),
        new BlendTrainer(
        [
            new EaseTrainer(), new ImplicitAlsTrainer(), new ItemNeighboursTrainer(shrinkage: 20, neighboursMax: 100),
        ]),
#if MLNET
        new OneClassTrainer(),
#endif
    ];

    public static void Run(DirectoryInfo folder, Figures figures)
    {
        var splits = Enumerable.Range(0, MovieSplit.Count).Select(number => MovieSplit.Read(folder, number)).ToList();
        foreach (var trainer in s_trainers)
        {
            var (gain, recall) = (new RankingFigures(GainDepth), new RankingFigures(RecallDepth));
            var training = TimeSpan.Zero;
            foreach (var split in splits)
            {
                var clock = Stopwatch.StartNew();
                var model = trainer.Train(split.Train, Seed, CancellationToken.None);
                training += clock.Elapsed;
                Measure(model, split, gain, recall);
            }

            gain.ReportNdcg(figures, $"movies.{trainer.Name}");
            figures.Add($"movies.{trainer.Name}.recall@{RecallDepth}", recall.Recall, "mean");
            figures.Add($"movies.{trainer.Name}.train", training.TotalMilliseconds / splits.Count, "ms");
        }
    }

    private static void Measure(MatrixModel model, MovieSplit split, RankingFigures gain, RankingFigures recall)
    {
        foreach (var (user, truth) in split.Truth)
        {
            var ranked = model.Top(split.Train.History(user), RecallDepth).Select(scored => scored.Column).ToList();
            gain.Add(ranked, truth);
            recall.Add(ranked, truth);
        }
    }
}
