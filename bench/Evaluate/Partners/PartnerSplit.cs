using IdeaStorage.Recommender;

namespace IdeaStorage.Bench.Evaluate.Partners;

/// <summary>A question with its true answers, as numbers of known organisations.</summary>
internal sealed record PartnerQuery(int Organisation, int PastProjects, string Type, HashSet<int> Truth);

/// <summary>
/// Train on the projects that start before a day; a query is an organisation known by then that gains a new partner
/// known by then; candidates are all known organisations but itself and its past partners. A newcomer is seen first
/// after that day, and known by type, country and what its first project is about.
/// </summary>
internal sealed class PartnerSplit
{
    private const int NewcomersMax = 3_000;
    private const int Seed = 20190101;
    private readonly int _quietMax;

    /// <summary>Splits; of more than <paramref name="queriesMax"/> queries a fixed draw is kept.</summary>
    public PartnerSplit(PartnerData data, DateTimeOffset at, DateTimeOffset until, int queriesMax)
    {
        At = at;
        var past = data.Participations.Where(row => data.Projects[row.Project].Start < at).ToList();
        var next = data.Participations.Except(past).Where(row => data.Projects[row.Project].Start < until).ToList();
        Organisations =
        [
            .. data.Organisations.IntersectBy(past.Select(row => row.Organisation), one => one.Id)
                .OrderBy(one => one.Id, StringComparer.Ordinal),
        ];
        Numbers = Organisations.Select((one, number) => (one.Id, number)).ToDictionary();
        Past = [.. past.Select(row => (data.Projects[row.Project], Numbers[row.Organisation]))];
        Next =
        [
            .. next.Where(row => Numbers.ContainsKey(row.Organisation))
                .Select(row => (data.Projects[row.Project], Numbers[row.Organisation])),
        ];
        NextProjects = [.. next.Select(row => row.Project).Distinct().Select(id => data.Projects[id])];
        ProjectCounts = new int[Organisations.Count];
        foreach (var (_, organisation) in Past)
            ProjectCounts[organisation]++;
        _quietMax = ProjectCounts.OrderDescending().ElementAtOrDefault(ProjectCounts.Length / 10);
        Partners = PartnersOf(Past);
        Queries = Draw(QueriesOf(PartnersOf(Next)), queriesMax);
        Newcomers = Draw(NewcomersOf(data, next), Math.Min(NewcomersMax, queriesMax));
        Data = DataSetOf(project => project.Idea);
    }

    public DateTimeOffset At { get; }

    public DataSet Data { get; }

    /// <summary>The known organisations in order of their ids; their places are their numbers.</summary>
    public IReadOnlyList<Organisation> Organisations { get; }

    public IReadOnlyDictionary<string, int> Numbers { get; }

    /// <summary>Who took part in what before the split.</summary>
    public IReadOnlyList<(Project Project, int Organisation)> Past { get; }

    /// <summary>Who of the known took part in what from the split on.</summary>
    public IReadOnlyList<(Project Project, int Organisation)> Next { get; }

    /// <summary>The projects from the split on, whoever took part.</summary>
    public IReadOnlyList<Project> NextProjects { get; }

    public int[] ProjectCounts { get; }

    /// <summary>The past partners of each known organisation.</summary>
    public HashSet<int>[] Partners { get; }

    public IReadOnlyList<PartnerQuery> Queries { get; }

    /// <summary>Those unknown before the split that then work with known ones, with those.</summary>
    public IReadOnlyList<(Entity Entity, Project First, HashSet<int> Truth)> Newcomers { get; }

    /// <summary>Whether an organisation is of the tenth with the most past projects; whoever has as few as the first
    /// that is not, is none.</summary>
    public bool IsBusy(int organisation) => ProjectCounts[organisation] > _quietMax;

    /// <summary>What an act before the split is still worth, with such a half-life.</summary>
    public float WorthOf(Project project, double halfLifeYears) =>
        (float)double.Exp2((project.Start - At).TotalDays / 365.25 / halfLifeYears);

    /// <summary>The sum of what the past projects of each known organisation are worth.</summary>
    public float[] Activity(Func<Project, float> worth)
    {
        var sums = new float[Organisations.Count];
        foreach (var (project, organisation) in Past)
            sums[organisation] += worth(project);
        return sums;
    }

    /// <summary>The past, with other ideas for the projects. They are over, but tell what those in them are
    /// about.</summary>
    public DataSet DataSetOf(Func<Project, Entity> ideaOf) =>
        new(
            [
                .. Past.Select(row => row.Project).Distinct()
                    .Select(project => ideaOf(project) with { Status = EntityStatus.Closed }),
                .. Organisations.Select(one => one.Entity),
            ],
            [
                .. Past.Select(row => new Interaction(
                    InteractionKind.Participated,
                    EntityRef.Organisation(Organisations[row.Organisation].Id),
                    row.Project.Idea.Ref,
                    row.Project.Start)),
            ]);

    private HashSet<int>[] PartnersOf(IEnumerable<(Project Project, int Organisation)> rows)
    {
        var partners = new HashSet<int>[Organisations.Count];
        for (var number = 0; number < partners.Length; number++)
            partners[number] = [];
        foreach (var project in rows.GroupBy(row => row.Project.Id, row => row.Organisation))
        {
            var together = project.ToArray();
            foreach (var one in together)
                partners[one].UnionWith(together);
        }

        for (var number = 0; number < partners.Length; number++)
            partners[number].Remove(number);
        return partners;
    }

    private List<PartnerQuery> QueriesOf(HashSet<int>[] next)
    {
        var queries = new List<PartnerQuery>();
        for (var number = 0; number < next.Length; number++)
        {
            next[number].ExceptWith(Partners[number]);
            if (next[number].Count > 0)
                queries.Add(new PartnerQuery(
                    number, ProjectCounts[number], Organisations[number].Type, next[number]));
        }

        return queries;
    }

    private List<(Entity, Project, HashSet<int>)> NewcomersOf(
        PartnerData data, List<(string Project, string Organisation)> next)
    {
        var members = Next.ToLookup(row => row.Project.Id, row => row.Organisation);
        var joined = next.ToLookup(row => row.Organisation, row => data.Projects[row.Project]);
        var newcomers = new List<(Entity, Project, HashSet<int>)>();
        foreach (var one in data.Organisations.OrderBy(one => one.Id, StringComparer.Ordinal))
        {
            if (Numbers.ContainsKey(one.Id) || !joined.Contains(one.Id))
                continue;
            var first = joined[one.Id].OrderBy(project => project.Start)
                .ThenBy(project => project.Id, StringComparer.Ordinal).First();
            var truth = joined[one.Id].SelectMany(project => members[project.Id]).ToHashSet();
            if (truth.Count > 0)
                newcomers.Add(
                    (one.Entity with { Tags = first.Idea.Tags, Words = first.Idea.Words }, first, truth));
        }

        return newcomers;
    }

    private static List<T> Draw<T>(List<T> all, int countMax)
    {
        var places = Enumerable.Range(0, all.Count).ToArray();
        new Random(Seed).Shuffle(places);
        return [.. places.Take(countMax).Order().Select(place => all[place])];
    }
}
