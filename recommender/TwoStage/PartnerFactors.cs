using IdeaStorage.Recommender.Collaborative;
using IdeaStorage.Recommender.Collaborative.Lists;
using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// Factors of organisations, learned by implicit least squares (see <see cref="ImplicitAlsTrainer"/>) from how much
/// each met each other: who has partners like the subject's scores high, over however many steps. The subject's own
/// factors come from whom it has met when it asks, so an act counts at once; they are drawn towards what its region,
/// type and profile let expect (<see cref="FeatureFactors"/>), and those of a newcomer are that alone.
/// </summary>
/// <param name="Organisations">The ids of the organisations that have factors, in their order.</param>
/// <param name="Model">Null when there are none.</param>
/// <param name="Scale">What makes the mean meeting 1, to which the settings were tuned.</param>
/// <param name="Features">What organisations are known by beside whom they met.</param>
internal sealed record PartnerFactors(string[] Organisations, MatrixModel? Model, float Scale, FeatureTable Features)
{
    /// <summary>Where more organisations act, two of them hardly meet; and all pairs would be too many.</summary>
    public const int MeetingMax = 200;

    public static readonly PartnerFactors None = new([], null, 1, FeatureTable.Of([]));

    private static readonly ImplicitAlsOptions s_options = new()
    {
        Factors = 64,
        UnknownWeight = 0.2f,
        Regularisation = 0.005f,
        Epochs = 8,
    };

    /// <summary>How much each of so many organisations meets each other on one thing.</summary>
    public static double Closeness(int organisations) =>
        organisations > MeetingMax ? 0 : PartnerScorer.Closeness.Of(organisations - 1);

    /// <summary>The factors of the organisations of a graph, as of a day; none when nobody met.</summary>
    public static PartnerFactors Learn(ActivityGraph graph, double day, int seed, CancellationToken cancellation)
    {
        var numbers = new List<int>();
        foreach (var number in graph.Table.OfKind(EntityKind.Organisation))
            if (graph.Table[number] is { Status: not EntityStatus.Hidden, Acts.Length: > 0 })
                numbers.Add(number);
        var columns = ColumnsOf(graph.Table, numbers);
        var features = FeatureTable.Of(FeatureTable.NamesOf(graph));
        var (meetings, lines) = (new List<Feedback>(), new List<Feedback>());
        var met = new Tally();
        for (var row = 0; row < numbers.Count; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            Meet(graph, numbers[row], day, met);
            foreach (var other in met.Touched)
                if (columns[other] >= 0)
                    meetings.Add(new Feedback(row, columns[other], (float)met[other]));
            met.Clear();
            var node = graph.Table[numbers[row]];
            FeatureTable.Add(lines, row, features.Of(graph, node.Profile, node.Region, node.Type));
        }

        if (meetings.Count == 0)
            return None;
        var scale = (float)(1 / meetings.Average(one => (double)one.Weight));
        var matrix = FeedbackMatrix.From(
            numbers.Count, numbers.Count, meetings.ConvertAll(one => one with { Weight = scale * one.Weight }));
        var described = FeedbackMatrix.From(numbers.Count, features.Names.Count, lines);
        var model = new ImplicitAlsTrainer(s_options)
            .Train(matrix.WithFeatures(described, described), seed, cancellation);
        return new PartnerFactors([.. numbers.Select(number => graph.Table[number].Ref.Id)], model, scale, features);
    }

    /// <summary>The place of each node's factors, by its number; −1 where it has none.</summary>
    public int[] ColumnsIn(NodeTable table) => ColumnsOf(
        table, [.. Organisations.Select(id => table.Find(EntityRef.Organisation(id)) ?? -1)]);

    private static int[] ColumnsOf(NodeTable table, List<int> numbers)
    {
        var columns = new int[table.Nodes.Length];
        Array.Fill(columns, -1);
        for (var column = 0; column < numbers.Count; column++)
            if (numbers[column] >= 0)
                columns[numbers[column]] = column;
        return columns;
    }

    private static void Meet(ActivityGraph graph, int number, double day, Tally met)
    {
        foreach (var act in graph.Table[number].Acts)
        {
            var thing = graph.Table[act.Node];
            var worth = graph.Decay.WorthOn(day, act) * Closeness(thing.Organisations.Length);
            if (!(worth > 0) || thing.Status == EntityStatus.Hidden)
                continue;
            foreach (var other in thing.Organisations)
                if (other.Node != number)
                    met.Add(other.Node, worth * other.Weight);
        }
    }
}
