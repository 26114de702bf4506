namespace IdeaStorage.Silo.Demo;

/// <summary>Adds what coordinators have to decide: comments that break the rules, and the flags on them.</summary>
internal sealed class DemoModeration(DemoTexts texts, DemoCalendar calendar, DemoRoster roster)
{
    private const int OpenCaseDays = 5;
    private const double HoursToFlag = 5;
    private const double HoursToDecision = 15;

    /// <summary>The cases, and the ideas of the plan with the flagged comments among the others.</summary>
    public List<DemoCase> Flag(List<PostedIdea> posted, Dictionary<string, DemoIdea> ideas)
    {
        List<DemoCase> cases = [];
        foreach (var matter in texts.Discussions.Moderation)
        {
            var target = posted.Find(one => one.ClusterIndex == matter.Cluster - 1
                && one.Texts == texts.Clusters[one.ClusterIndex].Ideas[matter.Idea - 1])!;
            cases.Add(Open(cases.Count + 1, matter, target, ideas));
        }

        return cases;
    }

    private DemoCase Open(int number, CaseTexts matter, PostedIdea target, Dictionary<string, DemoIdea> ideas)
    {
        var idea = ideas[target.Key];
        var at = matter.Decision is null ? Recent(target.PostedAt) : calendar.Between(target.PostedAt, 0.3);
        HashSet<string> involved = [target.AuthorKey];
        DemoComment? comment = null;
        if (matter.Comment is not null)
        {
            var author = Someone(target, at, involved);
            comment = new("flagged", null, 1, author, at, matter.Comment);
            var comments = DemoDiscussions.InOrder([.. idea.Comments, comment], idea.Key);
            comment = comments.First(one => one.AuthorKey == author && one.Text == matter.Comment);
            ideas[target.Key] = idea with { Comments = comments };
        }

        List<DemoFlag> flags = [];
        foreach (var note in matter.Notes)
        {
            at = calendar.After(at, HoursToFlag, calendar.Now);
            flags.Add(new(Someone(target, at, involved), matter.Category, note, at));
        }

        var decision = matter.Decision is { } kind
            ? new DemoDecision(kind, roster.Coordinators(target.ClusterIndex)[0],
                calendar.After(at, HoursToDecision, calendar.Now), matter.Reason)
            : null;
        return new($"case-{number:00}", idea.ClusterKey, idea.Key, comment?.Key, flags, decision);
    }

    private DateTimeOffset Recent(DateTimeOffset postedAt)
    {
        var recent = calendar.Now.AddDays(-OpenCaseDays);
        return calendar.After(postedAt > recent ? postedAt : recent, HoursToDecision, calendar.Now);
    }

    private string Someone(PostedIdea target, DateTimeOffset at, HashSet<string> involved)
    {
        var someone = roster.Peer(target.ClusterIndex, at, isKorean: true, involved);
        involved.Add(someone);
        return someone;
    }
}
