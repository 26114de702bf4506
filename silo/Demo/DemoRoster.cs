namespace IdeaStorage.Silo.Demo;

/// <summary>Knows who is in which cluster since when, who runs it, and picks people to speak.</summary>
internal sealed class DemoRoster
{
    private const int CoordinatorsPerCluster = 2;
    private const int AuthorCandidates = 4;

    /// <summary>Coordinators are found among those who joined first, so that they are there for every idea.</summary>
    private const int FoundersMin = 15;

    private readonly DemoRandom _random;
    private readonly IReadOnlyDictionary<string, DemoOrganisation> _organisations;
    private readonly List<List<(DemoMember Member, DateTimeOffset JoinedAt)>> _members;
    private readonly List<List<string>> _coordinators;
    private readonly Dictionary<string, int> _ideasByAuthor = [];
    private readonly string _newcomer;

    public DemoRoster(
        DemoRandom random,
        int clusters,
        IReadOnlyList<DemoOrganisation> organisations,
        IReadOnlyList<DemoMember> members)
    {
        _random = random;
        _organisations = organisations.ToDictionary(one => one.Key);
        _newcomer = members.First(one => one.UserName == "demo-newcomer").Key;
        _members = [.. Enumerable.Range(0, clusters).Select(cluster => MembersOf(cluster, members))];
        _coordinators = [.. Enumerable.Range(0, clusters).Select(CoordinatorsOf)];
    }

    public IReadOnlyList<string> Coordinators(int cluster) => _coordinators[cluster];

    /// <summary>Members who may speak at a moment: joined by then, and neither staff nor brand-new.</summary>
    public IEnumerable<DemoMember> Present(int cluster, DateTimeOffset at) => _members[cluster]
        .Where(one => one.JoinedAt < at && !one.Member.IsOperator && one.Member.Key != _newcomer)
        .Select(one => one.Member);

    /// <summary>Somebody who is no coordinator; if it is about an idea, likely one whom it concerns.</summary>
    public string Peer(
        int cluster,
        DateTimeOffset at,
        bool isKorean,
        IReadOnlyCollection<string> taken,
        IdeaTexts? about = null)
    {
        var free = Present(cluster, at)
            .Where(one => !taken.Contains(one.Key) && !_coordinators[cluster].Contains(one.Key))
            .ToList();
        var wanted = isKorean ? "ko" : _random.Chance(0.5) ? "en" : "ko";
        var speaking = free.Where(one => one.Locale == wanted).ToList();
        var asked = speaking.Count > 0 ? speaking : free;
        return (about is null ? _random.Pick(asked) : ByInterest(asked, about)[0]).Key;
    }

    /// <summary>
    /// The members in an order of chance; whom an idea concerns, by their tags and their organisation's trade, comes
    /// early.
    /// </summary>
    public List<DemoMember> ByInterest(IEnumerable<DemoMember> members, IdeaTexts idea) => _random.ShuffleByWeight(
        members,
        one => 1 + Math.Pow(one.FreeTags.Intersect(idea.Tags).Count() + (SharedTrade(one, idea) / 2.0), 2));

    /// <summary>Someone whose organisation is in the idea's trade and who has not written much yet.</summary>
    public string Author(int cluster, IdeaTexts idea, DateTimeOffset at)
    {
        var candidates = _random.Shuffle(Present(cluster, at))
            .Where(one => one.Locale == idea.Lang && !_coordinators[cluster].Contains(one.Key))
            .OrderByDescending(one => Kinship(one, cluster, idea) - _ideasByAuthor.GetValueOrDefault(one.Key))
            .Take(AuthorCandidates)
            .ToList();
        var author = _random.Pick(candidates).Key;
        _ideasByAuthor[author] = _ideasByAuthor.GetValueOrDefault(author) + 1;
        return author;
    }

    /// <summary>How many leading characters of an industry code they share.</summary>
    private int SharedTrade(DemoMember member, IdeaTexts idea) => _organisations[member.OrganisationKey!].KsicCodes
        .Max(one => idea.Ksic.Max(other =>
            one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count()));

    /// <summary>In the same trade; companies of the cluster first.</summary>
    private int Kinship(DemoMember member, int cluster, IdeaTexts idea)
    {
        var organisation = _organisations[member.OrganisationKey!];
        var shared = SharedTrade(member, idea);
        var isAtHome = organisation.HomeClusterKey == DemoPeople.ClusterKey(cluster);
        var isCompany = organisation.Kind == DemoOrganisationKind.Company;
        return shared + (isAtHome ? 3 : 0) + (isCompany ? 3 : 0);
    }

    private static List<(DemoMember Member, DateTimeOffset JoinedAt)> MembersOf(
        int cluster, IReadOnlyList<DemoMember> members) =>
    [
        .. from member in members
           from membership in member.Memberships
           where membership.ClusterKey == DemoPeople.ClusterKey(cluster)
           orderby membership.JoinedAt
           select (member, membership.JoinedAt),
    ];

    /// <summary>The persona where there is one; otherwise staff of agencies and institutes who joined first.</summary>
    private List<string> CoordinatorsOf(int cluster) =>
    [
        .. _members[cluster]
            .Take(FoundersMin)
            .Select(one => one.Member)
            .Where(one => !one.IsOperator && one.Locale == "ko" && one.UserName is not "demo-member")
            .OrderBy(one => one.UserName == "demo-coordinator" ? 0 : 1)
            .ThenBy(one => _organisations[one.OrganisationKey!].Kind == DemoOrganisationKind.Company ? 1 : 0)
            .ThenBy(one => one.UserName.StartsWith("demo-", StringComparison.Ordinal) ? 1 : 0)
            .Take(CoordinatorsPerCluster)
            .Select(one => one.Key),
    ];
}
