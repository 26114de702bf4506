namespace IdeaStorage.Silo.Demo;

/// <summary>Decides for every idea who posted it, when, how it is liked, and which stages it went through.</summary>
internal sealed class DemoPosting(
    DemoTexts texts, DemoRandom random, DemoCalendar calendar, DemoRoster roster, DemoStages stages)
{
    /// <summary>All ideas of all clusters; an idea that was merged is younger than the one it went into.</summary>
    public List<(PostedIdea Idea, List<DemoStageChange> Steps)> Post(string demoMemberKey, int[] ideasOfDemoMember)
    {
        List<(PostedIdea Idea, List<DemoStageChange> Steps)> posted = [];
        for (var cluster = 0; cluster < texts.Clusters.Count; cluster++)
        {
            var ideas = texts.Clusters[cluster].Ideas;
            var first = posted.Count + 1;
            var times = Times(ideas);
            for (var at = 0; at < ideas.Length; at++)
            {
                var author = cluster == 0 && ideasOfDemoMember.Contains(at + 1)
                    ? demoMemberKey
                    : roster.Author(cluster, ideas[at], times[at]);
                var into = ideas[at].Into > 0 ? Key(first + ideas[at].Into - 1) : null;
                posted.Add(Follow(Key(first + at), cluster, ideas[at], author, times[at], into));
            }
        }

        return posted;
    }

    private static string Key(int number) => $"idea-{number:000}";

    private DateTimeOffset[] Times(IdeaTexts[] ideas)
    {
        var times = ideas.Select(idea => calendar.DaysAgo(stages.AgeDays(idea.Stage))).ToArray();
        for (var at = 0; at < ideas.Length; at++)
            if (ideas[at].Into > 0)
                times[at] = calendar.Between(times[ideas[at].Into - 1], 0.2 + (0.4 * random.Fraction()));
        return times;
    }

    private (PostedIdea Idea, List<DemoStageChange> Steps) Follow(
        string key, int cluster, IdeaTexts idea, string author, DateTimeOffset postedAt, string? mergedInto)
    {
        var steps = stages.Steps(idea, postedAt, roster.Coordinators(cluster), mergedInto);
        var hasEnded = idea.Stage is DemoStage.Realised or DemoStage.Declined or DemoStage.Retired or DemoStage.Merged;
        return (new(key, cluster, idea, author, postedAt, Popularity(idea.Stage),
            hasEnded ? steps[^1].At : calendar.Now), steps);
    }

    private double Popularity(DemoStage stage)
    {
        var (least, most) = stage switch
        {
            DemoStage.Realised or DemoStage.InProject => (0.5, 1.0),
            DemoStage.Selected => (0.35, 0.9),
            DemoStage.InReview => (0.25, 0.8),
            DemoStage.Open => (0.05, 0.75),
            _ => (0.03, 0.25),
        };
        return least + ((most - least) * random.Fraction());
    }
}
