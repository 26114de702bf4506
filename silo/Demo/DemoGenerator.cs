using IdeaStorage.Domain.Tags;

namespace IdeaStorage.Silo.Demo;

/// <summary>
/// Makes the demo plan. Pure: the same seed and time give the same plan; nothing is read but the embedded texts, and
/// nothing is written. What is said comes from people; the seed decides who says it, when, and who agrees.
/// </summary>
public static class DemoGenerator
{
    /// <summary>The seed of the first run.</summary>
    public const int FirstRunSeed = 2026;

    private const double SupportersShareMax = 0.8;
    private const double HoursToSupport = 120;

    /// <summary>Titles in the first cluster that the persona demo-member wrote, by their number from 1.</summary>
    private static readonly int[] IdeasOfDemoMember = [15, 18, 22];

    /// <summary>Plans the demo for a seed, any number, and a moment before which everything has happened.</summary>
    public static DemoPlan Create(int seed, DateTimeOffset now)
    {
        var texts = DemoTexts.Load();
        var random = new DemoRandom((ulong)(uint)seed);
        var calendar = new DemoCalendar(random, now);
        var people = new DemoPeople(texts, random, calendar);
        var organisations = people.Organisations();
        var members = people.Members(organisations);
        var roster = new DemoRoster(random, texts.Clusters.Count, organisations, members);
        List<DemoCluster> clusters = [.. texts.Clusters.Select((one, at) => Cluster(one, at, roster, organisations))];

        var stages = new DemoStages(texts, random, calendar);
        var discussions = new DemoDiscussions(texts, random, calendar, roster);
        var posted = new DemoPosting(texts, random, calendar, roster, stages).Post(
            members.First(one => one.UserName == "demo-member").Key, IdeasOfDemoMember);
        Dictionary<string, DemoIdea> ideas = [];
        foreach (var (idea, steps) in posted)
            ideas.Add(idea.Key, Idea(idea, steps, discussions, random, calendar, roster));
        var cases = new DemoModeration(texts, calendar, roster).Flag([.. posted.Select(one => one.Idea)], ideas);

        var introductions = new DemoIntroductions(texts, random, calendar, roster, members).Wish();

        List<DemoPersona> personas = [.. texts.People.Personas.Select((persona, at) =>
            new DemoPersona(persona.UserName, members[at].Key, persona.Role, persona.English))];
        List<KsicEntry> industries = [.. texts.Industries.Select(one =>
            new KsicEntry(Ksic.CurrentRevision, one.Code, one.Korean, one.English))];
        return new(seed, now, industries, clusters, organisations, members,
            [.. ideas.Values.OrderBy(one => one.PostedAt)], cases, introductions, personas);
    }

    private static DemoCluster Cluster(
        ClusterTexts cluster, int at, DemoRoster roster, IReadOnlyList<DemoOrganisation> organisations)
    {
        var key = DemoPeople.ClusterKey(at);
        return new(key, cluster.Name, cluster.Description, cluster.Rules, cluster.Complex, cluster.Region,
            cluster.Ksic, cluster.Tags, roster.Coordinators(at),
            organisations.First(one => one.HomeClusterKey == key).CreatedAt);
    }

    private static DemoIdea Idea(
        PostedIdea idea,
        List<DemoStageChange> steps,
        DemoDiscussions discussions,
        DemoRandom random,
        DemoCalendar calendar,
        DemoRoster roster)
    {
        var comments = discussions.Comments(idea);
        var supports = Supports(idea, calendar, roster);
        var follows = comments.Where(one => one.AuthorKey != idea.AuthorKey && random.Chance(0.5))
            .Select(one => new DemoFollow(one.AuthorKey, one.At))
            .Concat(supports.Where(_ => random.Chance(0.2)).Select(one => new DemoFollow(one.MemberKey, one.At)))
            .OrderBy(one => one.At)
            .DistinctBy(one => one.MemberKey);
        return new(idea.Key, DemoPeople.ClusterKey(idea.ClusterIndex), idea.AuthorKey, idea.Texts.Lang,
            idea.Texts.Title, idea.Texts.Body, idea.Texts.Ksic, idea.Texts.Tags, idea.PostedAt, idea.Texts.Stage,
            steps, comments, supports, [.. follows]);
    }

    private static List<DemoSupport> Supports(PostedIdea idea, DemoCalendar calendar, DemoRoster roster)
    {
        // A member who joined later may support an old idea, but not before joining; so the moment is drawn first.
        var others = roster.Present(idea.ClusterIndex, calendar.Now).Where(one => one.Key != idea.AuthorKey);
        var all = roster.ByInterest(others, idea.Texts);
        var ripeness = Math.Min(1, (calendar.Now - idea.PostedAt).TotalDays / 10);
        var wanted = (int)Math.Round(all.Count * SupportersShareMax * idea.Popularity * ripeness);
        List<DemoSupport> supports = [];
        foreach (var member in all.Take(wanted))
        {
            var at = calendar.After(idea.PostedAt, HoursToSupport, idea.LivesUntil);
            if (roster.Present(idea.ClusterIndex, at).Contains(member))
                supports.Add(new(member.Key, at));
        }

        return [.. supports.OrderBy(one => one.At)];
    }
}
