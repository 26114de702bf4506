using IdeaStorage.Recommender;

namespace IdeaStorage.Bench.Evaluate;

/// <summary>
/// The question that is measured: train on the projects that start before <see cref="At"/>; a query is an
/// organisation known by then that gains at least one new partner known by then in the projects from then on;
/// candidates are all known organisations but itself and its past partners. Projects of one organisation alone show no
/// partner and are left out.
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
        Countries = past.DistinctBy(row => row.OrganisationId)
            .ToDictionary(row => row.OrganisationId, row => row.Country);
        _past = Partners(past);
        Queries = QueriesOf(Partners(next));
        Data = DataSetOf(data, past);
        var begun = next.Select(row => row.ProjectId).ToHashSet();
        NextIdeas = [.. data.Projects.Where(project => begun.Contains(project.Id)).Select(IdeaOf)];
        Joined =
        [
            .. next.Where(row => Countries.ContainsKey(row.OrganisationId))
                .GroupBy(row => row.OrganisationId, row => row.ProjectId)
                .Select(rows => (rows.Key, rows.ToHashSet()))
                .OrderBy(rows => rows.Key, StringComparer.Ordinal),
        ];
    }

    public DateTimeOffset At { get; }

    public DataSet Data { get; }

    /// <summary>The organisations that are known at the split, in order of their ids.</summary>
    public IReadOnlyList<string> Known { get; }

    /// <summary>
    /// In how many past projects each known organisation is: the popularity that every ranking has to beat.
    /// </summary>
    public IReadOnlyDictionary<string, int> ProjectCounts { get; }

    /// <summary>The country of each known organisation.</summary>
    public IReadOnlyDictionary<string, string> Countries { get; }

    /// <summary>The projects after the split, as ideas that nobody has acted on.</summary>
    public IReadOnlyList<Entity> NextIdeas { get; }

    /// <summary>The known organisations that joined some of <see cref="NextIdeas"/>, with those.</summary>
    public IReadOnlyList<(string Organisation, HashSet<string> Ideas)> Joined { get; }

    /// <summary>Each query with its true answers.</summary>
    public IReadOnlyList<(string Organisation, HashSet<string> NewPartners)> Queries { get; }

    public bool IsCandidate(string query, string organisation) =>
        query != organisation && !(_past.TryGetValue(query, out var partners) && partners.Contains(organisation));

    /// <summary>The partners that a model proposes for each query, by their ids, as of the split.</summary>
    public List<string[]> AskPartners(
        IRecommendationModel model, int count, Func<RecommendationQuery, RecommendationQuery> setting)
    {
        var lists = model.RecommendAll(
            [
                .. Queries.Select(query => setting(new RecommendationQuery(
                    EntityRef.Organisation(query.Organisation), EntityKind.Organisation, At)
                {
                    Count = count,
                })),
            ],
            CancellationToken.None);
        return [.. lists.Select(list => list.Select(item => item.Item.Id).ToArray())];
    }

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

    // A project is an idea that organisations take part in; what it is about becomes theirs through profiles. The parts
    // of the programme count as words: as industries or tags they would say too much of who paid.
    private static DataSet DataSetOf(ClusterData data, List<Participation> past)
    {
        var projects = data.Projects.ToDictionary(project => project.Id);
        // What has begun is nothing to join any more, but still tells what those in it are about.
        var ideas = past.Select(row => row.ProjectId).Distinct()
            .Select(id => IdeaOf(projects[id]) with { Status = EntityStatus.Closed });
        var organisations = past.GroupBy(row => row.OrganisationId).Select(rows =>
            new Entity(EntityRef.Organisation(rows.Key)) { Region = rows.First().Country, Type = rows.First().Type });
        var acts = past.Select(row => new Interaction(
            InteractionKind.Participated,
            EntityRef.Organisation(row.OrganisationId),
            EntityRef.Idea(row.ProjectId),
            projects[row.ProjectId].Start));
        return new DataSet([.. ideas, .. organisations], [.. acts]);
    }

    // The title says it in few words, so it counts twice, as in the product.
    private static Entity IdeaOf(Project project) => new(EntityRef.Idea(project.Id))
    {
        Words =
        [
            .. EnglishWords.Cut(project.Title), .. EnglishWords.Cut(project.Title),
            .. EnglishWords.Cut(project.Objective), .. BranchesOf(project.Programme),
        ],
    };

    // H2020-EU.2.1.5. lies in H2020-EU.2.1. and that in H2020-EU.2.
    private static IEnumerable<string> BranchesOf(string programme) =>
        from code in programme.Split(';', StringSplitOptions.RemoveEmptyEntries)
        let levels = code.Trim('.').Split('.')
        from depth in Enumerable.Range(2, Math.Max(0, levels.Length - 1))
        select string.Join('.', levels[..depth]);
}
