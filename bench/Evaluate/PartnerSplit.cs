using IdeaStorage.Recommender;

namespace IdeaStorage.Bench.Evaluate;

/// <summary>
/// The question that is measured: train on the projects that start before <see cref="At"/>; a query is an
/// organisation known by then that gains at least one new partner known by then in the projects from then on;
/// candidates are all known organisations but itself and its past partners.
/// </summary>
internal sealed class PartnerSplit
{
    private readonly Dictionary<string, HashSet<string>> _past = [];

    /// <summary>Splits. Projects from <paramref name="until"/> on are left out altogether.</summary>
    public PartnerSplit(ClusterData data, DateTimeOffset at, DateTimeOffset until)
    {
        At = at;
        var starts = data.Projects.ToDictionary(project => project.Id, project => project.Start);
        var consortia = data.Participations.GroupBy(row => row.ProjectId)
            .Where(project => project.Select(row => row.OrganisationId).Distinct().Count() > 1)
            .SelectMany(project => project)
            .ToList();
        var past = consortia.Where(row => starts[row.ProjectId] < at).ToList();
        var next = consortia.Where(row => starts[row.ProjectId] >= at && starts[row.ProjectId] < until).ToList();
        Known = [.. past.Select(row => row.OrganisationId).Distinct().Order(StringComparer.Ordinal)];
        ProjectCounts = past.CountBy(row => row.OrganisationId).ToDictionary();
        _past = Partners(past);
        Queries = QueriesOf(Partners(next));
        Data = DataSetOf(data, past);
    }

    public DateTimeOffset At { get; }

    public DataSet Data { get; }

    /// <summary>The organisations that are known at the split, in order of their ids.</summary>
    public IReadOnlyList<string> Known { get; }

    /// <summary>
    /// In how many past projects each known organisation is: the popularity that every ranking has to beat.
    /// </summary>
    public IReadOnlyDictionary<string, int> ProjectCounts { get; }

    /// <summary>Each query with its true answers.</summary>
    public IReadOnlyList<(string Organisation, HashSet<string> NewPartners)> Queries { get; }

    public bool IsCandidate(string query, string organisation) =>
        query != organisation && !(_past.TryGetValue(query, out var partners) && partners.Contains(organisation));

    private List<(string, HashSet<string>)> QueriesOf(Dictionary<string, HashSet<string>> next)
    {
        var known = Known.ToHashSet();
        var queries = new List<(string, HashSet<string>)>();
        foreach (var organisation in Known)
        {
            if (!next.TryGetValue(organisation, out var partners))
                continue;
            var added = partners.Where(known.Contains).Where(partner => IsCandidate(organisation, partner)).ToHashSet();
            if (added.Count > 0)
                queries.Add((organisation, added));
        }
        return queries;
    }

    private static Dictionary<string, HashSet<string>> Partners(List<Participation> rows)
    {
        var partners = new Dictionary<string, HashSet<string>>();
        foreach (var project in rows.GroupBy(row => row.ProjectId))
        {
            var together = project.Select(row => row.OrganisationId).Distinct().ToList();
            foreach (var one in together)
            {
                if (!partners.TryGetValue(one, out var others))
                    partners[one] = others = [];
                others.UnionWith(together.Where(other => other != one));
            }
        }
        return partners;
    }

    // A project is an idea that organisations take part in; what it is about becomes theirs through profiles. Programme
    // codes are no industries and topic codes no tags: they say under which call a project was paid for.
    private static DataSet DataSetOf(ClusterData data, List<Participation> past)
    {
        var projects = data.Projects.ToDictionary(project => project.Id);
        var ideas = past.Select(row => row.ProjectId).Distinct().Select(id => projects[id]).Select(project =>
            new Entity(EntityRef.Idea(project.Id))
            {
                Words = EnglishWords.Cut(project.Text),
            });
        var organisations = past.GroupBy(row => row.OrganisationId).Select(rows =>
            new Entity(EntityRef.Organisation(rows.Key)) { Region = rows.First().Country, Type = rows.First().Type });
        var acts = past.Select(row => new Interaction(
            InteractionKind.Participated,
            EntityRef.Organisation(row.OrganisationId),
            EntityRef.Idea(row.ProjectId),
            projects[row.ProjectId].Start));
        return new DataSet([.. ideas, .. organisations], [.. acts]);
    }
}
