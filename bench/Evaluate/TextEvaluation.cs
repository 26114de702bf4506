using System.Globalization;
using IdeaStorage.Recommender;
using IdeaStorage.Storage.Search;

namespace IdeaStorage.Bench.Evaluate;

/// <summary>
/// Whether texts that belong together find each other, by the words that the Korean analyser cuts and the weights that
/// the recommender gives them. Texts are ideas that nobody acted on, so nothing but their words can rank them. A text
/// whose label nobody else has is no query, but may be found.
/// </summary>
internal static class TextEvaluation
{
    private const int K = 10;
    private const int QueriesMax = 1_000;
    private static readonly double[] s_saturations = [0, 1.2, 4, 1_000];
    private static readonly double s_saturation = new SignalOptions().TextSaturation;

    public static void Run(string name, IReadOnlyList<LabelledText> texts, Figures figures)
    {
        var labelled = texts.Where(text => text.Text.Length > 0 && text.Label.Length > 0).ToList();
        var alike = Enumerable.Range(0, labelled.Count).ToLookup(number => labelled[number].Label, IdeaOf);
        var queries = Enumerable.Range(0, labelled.Count).Where(number => alike[labelled[number].Label].Count() > 1)
            .Take(QueriesMax)
            .ToList();
        figures.Add($"{name}.texts", labelled.Count, "texts");
        figures.Add($"{name}.queries", queries.Count, "queries");
        figures.Add(
            $"{name}.chance",
            queries.Average(number => (alike[labelled[number].Label].Count() - 1.0) / (labelled.Count - 1)),
            "of texts are alike");
        foreach (var saturation in s_saturations)
            Ask("meanings", KoreanAnalyser.Meanings, saturation);
        Ask("pieces", KoreanAnalyser.Tokens, s_saturation);

        void Ask(string kind, Func<string, IEnumerable<string>> cut, double saturation)
        {
            var ideas = labelled.Select((text, number) => new Entity(IdeaOf(number)) { Words = [.. cut(text.Text)] });
            var model = new SignalTrainer(new SignalOptions { TextSaturation = saturation })
                .Train(new DataSet([.. ideas], []), 0, CancellationToken.None);
            var lists = model.RecommendAll([.. queries.Select(Query)], CancellationToken.None);
            var quality = new RankingFigures(K);
            foreach (var (number, list) in queries.Zip(lists))
            {
                var truth = alike[labelled[number].Label].ToHashSet();
                truth.Remove(IdeaOf(number));
                quality.Add(list.Select(item => item.Item), truth);
            }

            quality.ReportNdcg(figures, string.Create(CultureInfo.InvariantCulture, $"{name}.{kind}.k1={saturation}"));
        }
    }

    private static RecommendationQuery Query(int number) =>
        new(IdeaOf(number), EntityKind.Idea, DateTimeOffset.UnixEpoch) { Count = K, Diversity = 0 };

    private static EntityRef IdeaOf(int number) =>
        EntityRef.Idea(number.ToString("D6", CultureInfo.InvariantCulture));
}
