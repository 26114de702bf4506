using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.Collaborative.Lists;

/// <summary>
/// What a subject did, as a history for a matrix model, and which part of it each act has. Of ideas: those acted on. Of
/// organisations: those acted on, and those that acted on the same things, which say the more, the fewer there are
/// (Adamic and Adar 2003).
/// </summary>
internal sealed class PastActs
{
    /// <summary>Of a longer history those columns that weigh most are taken.</summary>
    public const int ColumnsMax = 300;

    /// <summary>Of a thing on which more organisations acted, the last of them are looked at.</summary>
    private const int OrganisationsMax = 200;

    private const float WeightMin = 1e-6f;
    private const float WeightMax = 100;

    private readonly ActivityGraph _graph;
    private readonly Subject _subject;
    private readonly ColumnTable _columns;
    private readonly double _day;
    private readonly List<(int Column, double Part, Meeting Act)> _parts = [];

    private PastActs(ActivityGraph graph, Subject subject, ColumnTable columns, double day) =>
        (_graph, _subject, _columns, _day) = (graph, subject, columns, day);

    /// <summary>The columns, ascending.</summary>
    public int[] Columns { get; private set; } = [];

    /// <summary>The weights beside them.</summary>
    public float[] Weights { get; private set; } = [];

    /// <param name="graph">Where the acts are.</param>
    /// <param name="subject">Whose.</param>
    /// <param name="target">What the columns are.</param>
    /// <param name="columns">Which there are.</param>
    /// <param name="day">On which day they are asked about.</param>
    /// <param name="ofItself">Whether those of the subject's organisation are left out.</param>
    public static PastActs Of(
        ActivityGraph graph, Subject subject, EntityKind target, ColumnTable columns, double day, bool ofItself = false)
    {
        var acts = new PastActs(graph, subject, columns, day);
        foreach (var meeting in subject.Meetings)
        {
            if (ofItself && meeting.ThroughOrganisation)
                continue;
            acts.Add(meeting.Number, meeting.Worth, meeting);
            if (target == EntityKind.Organisation)
                acts.AddOrganisations(meeting);
        }

        acts.Sum();
        return acts;
    }

    /// <summary>What acts give to a score, by act, from what their columns give.</summary>
    public IEnumerable<(Meeting Act, double Part)> Split(float[] shares)
    {
        var wholes = new double[Columns.Length];
        foreach (var (column, part, _) in _parts)
            if (Place(column) is >= 0 and var place)
                wholes[place] += part;
        var byAct = new Dictionary<int, (Meeting Act, double Part)>();
        foreach (var (column, part, act) in _parts)
            if (Place(column) is >= 0 and var place)
            {
                var before = byAct.GetValueOrDefault(act.Number).Part;
                byAct[act.Number] = (act, before + (shares[place] * part / wholes[place]));
            }

        return byAct.Values;
    }

    private int Place(int column) => Array.BinarySearch(Columns, column);

    private void AddOrganisations(Meeting meeting)
    {
        var row = _graph.Table[meeting.Number].Organisations;
        foreach (var edge in row.AsSpan(Math.Max(0, row.Length - OrganisationsMax)))
            if (edge.Node != _subject.Number && edge.Node != _subject.Organisation
                && _graph.Table[edge.Node].Status != EntityStatus.Hidden)
                Add(
                    edge.Node,
                    meeting.Worth * _graph.Decay.WorthOn(_day, edge) / Math.Log(1 + Math.Max(2, row.Length)),
                    meeting);
    }

    private void Add(int number, double part, Meeting act)
    {
        if (_columns.Find(number) is { } column && part > 0)
            _parts.Add((column, part, act));
    }

    private void Sum()
    {
        var sums = new Dictionary<int, double>();
        foreach (var (column, part, _) in _parts)
            sums[column] = sums.GetValueOrDefault(column) + part;
        (int Column, float Weight)[] kept =
        [
            .. sums.Select(sum => (Column: sum.Key, Weight: (float)Math.Min(WeightMax, sum.Value)))
                .Where(cell => cell.Weight >= WeightMin)
                .OrderByDescending(cell => cell.Weight).ThenBy(cell => cell.Column).Take(ColumnsMax)
                .OrderBy(cell => cell.Column),
        ];
        (Columns, Weights) = ([.. kept.Select(cell => cell.Column)], [.. kept.Select(cell => cell.Weight)]);
    }
}
