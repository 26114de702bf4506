using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Simulation.Tests.Members;

namespace IdeaStorage.Simulation.Tests.Checks;

/// <summary>
/// What is the case, as sentences: told once by the states that the log folds to, once by the members' commands, and
/// once by the tables. All three must tell the same.
/// </summary>
internal static class Facts
{
    /// <summary>Fails unless both tell the same.</summary>
    public static void Compare(string one, IEnumerable<string> told, string other, IEnumerable<string> expected)
    {
        var (left, right) = (told.ToHashSet(StringComparer.Ordinal), expected.ToHashSet(StringComparer.Ordinal));
        var differences = left.Except(right).Select(fact => $"only {one}: {fact}")
            .Concat(right.Except(left).Select(fact => $"only {other}: {fact}"))
            .Order(StringComparer.Ordinal).ToList();
        SimulationFailure.Unless(differences.Count == 0, string.Join('\n', differences));
    }

    public static IEnumerable<string> OfStates(History history) =>
    [
        .. history.All<Idea>().SelectMany(OfIdea),
        .. history.All<MiniCluster>().SelectMany(OfCluster),
        .. history.All<Member>().SelectMany(OfMember),
        .. history.All<Case>().SelectMany(OfCase),
    ];

    /// <summary>What the effective commands say, each carried out once, in the order of the log.</summary>
    public static IEnumerable<string> OfCommands(History history, Ledger ledger)
    {
        var expectation = new Expectation();
        foreach (var recorded in history.Events.DistinctBy(each => each.CommandId))
            expectation.Take(History.IdOf(recorded.Stream), recorded, ledger);
        return expectation.Facts();
    }

    public static string Idea(string id, IdeaStage stage, Visibility visibility) => $"idea {id}: {stage} {visibility}";

    public static string Support(string idea, string member) => $"{member} supports {idea}";

    public static string Follow(string idea, string member) => $"{member} follows {idea}";

    public static string Participant(string idea, string organisation) => $"{organisation} takes part in {idea}";

    public static string Comment(
        string idea, string id, string author, string body, int revision, Visibility visibility) =>
        $"comment {id} on {idea} by {author}: {body} revision {revision} {visibility}";

    public static string Joined(string cluster, string member, bool isCoordinator) =>
        $"{member} is in {cluster}{(isCoordinator ? " as coordinator" : "")}";

    public static string Member(
        string id, string locale, bool isOperator, string? organisation, string tags, bool usesActivity) =>
        $"member {id}: {locale} {(isOperator ? "operator" : "")} {organisation} [{tags}] {usesActivity}";

    public static string Answered(string member, RecommendedKind kind, string target, RecommendationAnswer answer) =>
        $"{member} answered {answer} to {kind} {target}";

    public static string Wish(string member, string organisation, IntroductionOutcome? outcome) =>
        $"{member} wished to meet {organisation}: {outcome}";

    public static string Blocked(string member, string organisation) => $"{member} blocks {organisation}";

    public static string Flag(string id, string member, FlagCategory category) => $"{member} flagged {id}: {category}";

    public static string Case(string id, bool isOpen, CaseDecision? decision) =>
        $"case {id}: {(isOpen ? "open" : "closed")} {decision}";

    private static IEnumerable<string> OfIdea(Idea idea) =>
    [
        Idea(idea.Id, idea.Stage, idea.Visibility),
        .. idea.Supporters.Select(member => Support(idea.Id, member)),
        .. idea.Followers.Select(member => Follow(idea.Id, member)),
        .. idea.Participants.Select(organisation => Participant(idea.Id, organisation)),
        .. idea.Comments.Select(each => Comment(
            idea.Id, each.Key, each.Value.AuthorId, each.Value.BodyId, each.Value.Revision, each.Value.Visibility)),
    ];

    private static IEnumerable<string> OfCluster(MiniCluster cluster) =>
        cluster.Members.Select(member => Joined(cluster.Id, member, cluster.Coordinators.Contains(member)));

    private static IEnumerable<string> OfMember(Member member) =>
    [
        Member(
            member.Id, member.Locale, member.IsOperator, member.OrganisationId, string.Join(',', member.Tags),
            member.UsesActivity),
        .. member.Answers.Select(answer =>
        {
            var parts = answer.Key.Split(':');
            return Answered(member.Id, Enum.Parse<RecommendedKind>(parts[0]), parts[1], answer.Value);
        }),
        .. member.Introductions.Values.Where(wish => !wish.IsWithdrawn).Select(wish => Wish(
            member.Id, wish.Place.OrganisationId, wish.Outcome)),
        .. member.Blocked.Select(organisation => Blocked(member.Id, organisation)),
    ];

    private static IEnumerable<string> OfCase(Case @case) =>
    [
        Case(@case.Target!.CaseId, @case.Status == CaseStatus.Open, @case.Decision),
        .. @case.Flags.Select(flag => Flag(@case.Target.CaseId, flag.Key, flag.Value)),
    ];
}
