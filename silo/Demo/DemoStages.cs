namespace IdeaStorage.Silo.Demo;

/// <summary>Moves an idea along the allowed arrows to the stage that its text was written for.</summary>
internal sealed class DemoStages(DemoTexts texts, DemoRandom random, DemoCalendar calendar)
{
    private readonly Dictionary<DemoStage, List<string>> _reasons = [];

    /// <summary>How many days ago an idea of this stage may have been posted: a long way takes long.</summary>
    public double AgeDays(DemoStage stage)
    {
        var (min, max) = stage switch
        {
            DemoStage.Realised => (190, 265),
            DemoStage.InProject => (120, 230),
            DemoStage.Selected => (60, 190),
            DemoStage.InReview => (18, 90),
            DemoStage.Declined or DemoStage.Retired => (40, 210),
            _ => (0, 255),
        };
        // Squaring makes recent ideas more frequent, as on a board that grows.
        return min + 0.2 + ((max - min) * Math.Pow(random.Fraction(), 1.4));
    }

    /// <summary>The steps from open to the stage, in the order of time.</summary>
    public List<DemoStageChange> Steps(
        IdeaTexts idea, DateTimeOffset postedAt, IReadOnlyList<string> coordinators, string? mergedIntoKey)
    {
        List<DemoStageChange> steps = [];
        var from = DemoStage.Open;
        var at = postedAt;
        var path = PathTo(idea.Stage);
        for (var step = 0; step < path.Length; step++)
        {
            var share = (0.8 * random.Fraction() + 0.3) / (path.Length - step + 1);
            at = calendar.Between(at, share);
            steps.Add(new(from, path[step], random.Pick(coordinators), at, Reason(path[step], idea),
                path[step] == DemoStage.Merged ? mergedIntoKey : null));
            from = path[step];
        }

        return steps;
    }

    private static DemoStage[] PathTo(DemoStage stage) => stage switch
    {
        DemoStage.Open => [],
        DemoStage.Retired => [DemoStage.Retired],
        DemoStage.Merged => [DemoStage.Merged],
        DemoStage.Declined => [DemoStage.InReview, DemoStage.Declined],
        _ => [.. Enumerable.Range((int)DemoStage.InReview, stage - DemoStage.Open).Select(at => (DemoStage)at)],
    };

    /// <summary>Each reason is used once before any comes again.</summary>
    private string Reason(DemoStage to, IdeaTexts idea)
    {
        var left = _reasons.GetValueOrDefault(to, []);
        var at = left.FindIndex(reason => Fits(reason, idea));
        if (at < 0)
        {
            var name = char.ToLowerInvariant(to.ToString()[0]) + to.ToString()[1..];
            left = _reasons[to] = random.Shuffle(texts.Discussions.Reasons[name]);
            at = left.FindIndex(reason => Fits(reason, idea));
        }

        var reason = left[at];
        left.RemoveAt(at);
        return DemoPhrases.Fill(reason, DemoDiscussions.Slots(idea));
    }

    /// <summary>Reasons are Korean, and a Korean sentence cannot take an English phrase.</summary>
    private static bool Fits(string reason, IdeaTexts idea) => idea.Lang == "ko" || !reason.Contains('{');
}
