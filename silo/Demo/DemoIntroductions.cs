namespace IdeaStorage.Silo.Demo;

/// <summary>Has members ask to be introduced to organisations of their cluster, and coordinators see to it.</summary>
internal sealed class DemoIntroductions(
    DemoTexts texts, DemoRandom random, DemoCalendar calendar, DemoRoster roster, IReadOnlyList<DemoMember> members)
{
    private const int DaysAgo = 20;
    private const int WaitingDays = 3;
    private const double HoursToConclusion = 30;

    public List<DemoIntroduction> Wish()
    {
        List<DemoIntroduction> wishes = [];
        foreach (var one in texts.Discussions.Introductions)
            wishes.Add(Wish($"introduction-{wishes.Count + 1:00}", one, [.. wishes.Select(wish => wish.MemberKey)]));
        return wishes;
    }

    private DemoIntroduction Wish(string key, IntroductionTexts wish, HashSet<string> taken)
    {
        var cluster = wish.Cluster - 1;
        var at = calendar.DaysAgo(wish.Outcome is null ? WaitingDays : DaysAgo);
        var someone = wish.Who is null ? roster.Peer(cluster, at, isKorean: true, taken) : null;
        var asker = members.First(one => wish.Who is { } persona ? one.UserName == persona : one.Key == someone);
        var asked = random.Pick(roster.Present(cluster, at).Select(one => one.OrganisationKey!)
            .Where(one => one != asker.OrganisationKey).Distinct().ToList());
        var conclusion = wish.Outcome is { } outcome
            ? new DemoConclusion(
                outcome, roster.Coordinators(cluster)[0], calendar.After(at, HoursToConclusion, calendar.Now),
                wish.Note)
            : null;
        return new(key, asker.Key, asked, Shared(asker.OrganisationKey!, asked, at), at, conclusion);
    }

    private List<string> Shared(string one, string other, DateTimeOffset at)
    {
        var shared = ClustersOf(one).Intersect(ClustersOf(other)).Order(StringComparer.Ordinal);
        return [.. shared];

        IEnumerable<string> ClustersOf(string organisation) =>
            from member in members
            where member.OrganisationKey == organisation
            from membership in member.Memberships
            where membership.JoinedAt < at
            select membership.ClusterKey;
    }
}
