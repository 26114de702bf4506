using IdeaStorage.Recommender;

namespace IdeaStorage.Bench.Evaluate.Horizon;

/// <summary>A question with its true answers, as numbers of known organisations.</summary>
internal sealed record HorizonQuery(int Organisation, int PastProjects, string Type, HashSet<int> Truth);

/// <summary>
/// Train on the projects that start before a day; a query is an organisation known by then that gains a new partner
/// known by then; candidates are all known organisations but itself and its past partners. A newcomer is seen first
/// after that day, and known by type, country and the themes of its first project.
/// </summary>
internal sealed class HorizonSplit
{
    private const int NewcomersMax = 3_000;
    private const int Seed = 20190101;
    private readonly int _quietMax;

    /// <summary>Splits; of more than <paramref name="queriesMax"/> queries a fixed draw is kept.</summary>
    public HorizonSplit(HorizonData data, DateTimeOffset at, DateTimeOffset until, int queriesMax)
    {
        At = at;
        var projects = data.Projects.ToDictionary(project => project.Rcn);
        var past = data.Participations.Where(row => projects[row.Rcn].Start < at).ToList();
        var next = data.Participations.Where(row => projects[row.Rcn].Start >= at && projects[row.Rcn].Start < until)
            .ToList();
        Organisations =
        [
            .. data.Organisations.IntersectBy(past.Select(row => row.Pic), one => one.Pic)
                .OrderBy(one => one.Pic, StringComparer.Ordinal),
        ];
        Numbers = Organisations.Select((one, number) => (one.Pic, number))
            .ToDictionary(one => one.Pic, one => one.number);
        ProjectCounts = new int[Organisations.Count];
        foreach (var (_, pic) in past)
            ProjectCounts[Numbers[pic]]++;
        _quietMax = ProjectCounts.OrderDescending().ElementAtOrDefault(ProjectCounts.Length / 10);
        Partners = PartnersOf(past.Select(row => (row.Rcn, Numbers[row.Pic])));
        Queries = Draw(
            QueriesOf(PartnersOf(
                next.Where(row => Numbers.ContainsKey(row.Pic)).Select(row => (row.Rcn, Numbers[row.Pic])))),
            queriesMax);
        Newcomers = Draw(NewcomersOf(data, projects, next), Math.Min(NewcomersMax, queriesMax));
        Data = DataSetOf(past, projects);
    }

    public DateTimeOffset At { get; }

    public DataSet Data { get; }

    /// <summary>The known organisations in order of their ids; their places are their numbers.</summary>
    public IReadOnlyList<HorizonOrganisation> Organisations { get; }

    public IReadOnlyDictionary<string, int> Numbers { get; }

    public int[] ProjectCounts { get; }

    /// <summary>Whether an organisation is of the tenth with the most past projects; whoever has as few as the first
    /// that is not, is none.</summary>
    public bool IsBusy(int organisation) => ProjectCounts[organisation] > _quietMax;

    /// <summary>The past partners of each known organisation.</summary>
    public HashSet<int>[] Partners { get; }

    public IReadOnlyList<HorizonQuery> Queries { get; }

    /// <summary>Those unknown before the split that then work with known ones, with those.</summary>
    public IReadOnlyList<(Entity Entity, HashSet<int> Truth)> Newcomers { get; }

    private HashSet<int>[] PartnersOf(IEnumerable<(string Rcn, int Number)> rows)
    {
        var partners = new HashSet<int>[Organisations.Count];
        for (var number = 0; number < partners.Length; number++)
            partners[number] = [];
        foreach (var project in rows.GroupBy(row => row.Rcn, row => row.Number))
        {
            var together = project.ToArray();
            foreach (var one in together)
                partners[one].UnionWith(together);
        }

        for (var number = 0; number < partners.Length; number++)
            partners[number].Remove(number);
        return partners;
    }

    private List<HorizonQuery> QueriesOf(HashSet<int>[] next)
    {
        var queries = new List<HorizonQuery>();
        for (var number = 0; number < next.Length; number++)
        {
            next[number].ExceptWith(Partners[number]);
            if (next[number].Count > 0)
                queries.Add(new HorizonQuery(
                    number, ProjectCounts[number], Organisations[number].Type, next[number]));
        }

        return queries;
    }

    private List<(Entity, HashSet<int>)> NewcomersOf(
        HorizonData data, Dictionary<string, HorizonProject> projects, List<(string Rcn, string Pic)> next)
    {
        var members = next.Where(row => Numbers.ContainsKey(row.Pic))
            .ToLookup(row => row.Rcn, row => Numbers[row.Pic]);
        var first = next.ToLookup(row => row.Pic, row => projects[row.Rcn]);
        var newcomers = new List<(Entity, HashSet<int>)>();
        foreach (var one in data.Organisations.OrderBy(one => one.Pic, StringComparer.Ordinal))
        {
            if (Numbers.ContainsKey(one.Pic) || !first.Contains(one.Pic))
                continue;
            var joined = first[one.Pic].OrderBy(project => project.Start)
                .ThenBy(project => project.Rcn, StringComparer.Ordinal).ToList();
            var truth = joined.SelectMany(project => members[project.Rcn]).ToHashSet();
            if (truth.Count > 0)
                newcomers.Add((EntityOf(one) with { Tags = joined[0].Parts }, truth));
        }

        return newcomers;
    }

    private static List<T> Draw<T>(List<T> all, int countMax)
    {
        var places = Enumerable.Range(0, all.Count).ToArray();
        new Random(Seed).Shuffle(places);
        return [.. places.Take(countMax).Order().Select(place => all[place])];
    }

    private DataSet DataSetOf(List<(string Rcn, string Pic)> past, Dictionary<string, HorizonProject> projects) =>
        new(
            [
                .. past.Select(row => row.Rcn).Distinct().Select(rcn =>
                    new Entity(EntityRef.Idea(rcn)) { Tags = projects[rcn].Parts, Status = EntityStatus.Closed }),
                .. Organisations.Select(EntityOf),
            ],
            [
                .. past.Select(row => new Interaction(
                    InteractionKind.Participated,
                    EntityRef.Organisation(row.Pic),
                    EntityRef.Idea(row.Rcn),
                    projects[row.Rcn].Start)),
            ]);

    private static Entity EntityOf(HorizonOrganisation one) =>
        new(EntityRef.Organisation(one.Pic)) { Region = one.Country, Type = one.Type };
}
