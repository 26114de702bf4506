using System.Collections.Immutable;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Grains.Moderation;
using Orleans;
using static IdeaStorage.Silo.Demo.DemoSeeder;

namespace IdeaStorage.Silo.Demo;

/// <summary>Posts the ideas of a plan with all that happened to them.</summary>
internal sealed class DemoIdeaSeeder(IGrainFactory grains, DemoPlan plan)
{
    /// <summary>The author's organisation and some of those who talked about the idea run its project.</summary>
    private const int ParticipantsMax = 4;

    private readonly Dictionary<string, DemoIdea> _ideas = plan.Ideas.ToDictionary(idea => idea.Key);

    private readonly Dictionary<string, string?> _organisations =
        plan.Members.ToDictionary(member => member.Key, member => member.OrganisationKey);

    private readonly HashSet<string?> _flagged = [.. plan.Cases.Select(one => one.CommentKey)];

    /// <summary>Day by day, as it would have come into the log, whose order is that of the news.</summary>
    public async Task TellAsync(ParallelOptions parallel, IProgress<double>? progress)
    {
        var happenings = plan.Ideas.SelectMany(Happenings).ToList();
        var done = 0;
        foreach (var day in happenings.GroupBy(one => one.At.UtcDateTime.Date).OrderBy(day => day.Key))
        {
            await Parallel.ForEachAsync(day.GroupBy(one => one.Idea), parallel, async (idea, _) =>
            {
                foreach (var one in idea.OrderBy(one => one.At))
                    await Accept(one.Send(), one.Idea);
            });
            done += day.Count();
            progress?.Report(done / (double)happenings.Count);
        }
    }

    public async Task ModerateAsync(DemoCase one)
    {
        var idea = _ideas[one.IdeaKey];
        var author = one.CommentKey is { } key
            ? idea.Comments.Single(comment => comment.Key == key).AuthorKey
            : idea.AuthorKey;
        var target = new CaseTarget(
            IdOf(one.ClusterKey), IdOf(one.IdeaKey), one.CommentKey is { } comment ? IdOf(comment) : null,
            IdOf(author));
        var grain = grains.GetGrain<ICaseGrain>(target.CaseId);
        foreach (var flag in one.Flags)
        {
            var command = new FlagContent(
                Context(By(flag.MemberKey), flag.At, one.Key, "flag", flag.MemberKey), target,
                CategoryOf(flag.Category),
                TextOf(flag.Note, one.Key, "note", flag.MemberKey));
            await Accept(grain.Flag(command), one.Key);
        }

        if (one.Decision is not { } decided) return;
        var decide = new DecideCase(
            Context(By(decided.ByKey), decided.At, one.Key, "decide"), DecisionOf(decided.Kind),
            TextOf(decided.Reason, one.Key, "reason"));
        await Accept(grain.Decide(decide), one.Key);
    }

    private IEnumerable<(string Idea, DateTimeOffset At, Func<Task<Result<Receipt>>> Send)> Happenings(DemoIdea idea)
    {
        var grain = grains.GetGrain<IIdeaGrain>(IdOf(idea.Key));
        var post = new PostIdea(
            Context(By(idea.AuthorKey), idea.PostedAt, idea.Key), IdOf(idea.ClusterKey),
            TextOf(idea.Title, idea.Key, "title"), TextOf(idea.Body, idea.Key, "body"),
            [.. idea.KsicCodes, .. idea.FreeTags]);
        yield return (idea.Key, idea.PostedAt, () => grain.Post(post));
        foreach (var one in idea.Comments)
        {
            var context = Context(By(one.AuthorKey), one.At, one.Key);
            var parent = one.ParentKey is { } key ? IdOf(key) : null;
            yield return (idea.Key, one.At, () => grain.PostComment(
                new PostComment(context, IdOf(one.Key), parent, TextOf(one.Text, one.Key, "body"))));
        }

        foreach (var one in idea.Supports)
        {
            var context = Context(By(one.MemberKey), one.At, idea.Key, "support", one.MemberKey);
            yield return (idea.Key, one.At, () => grain.Support(new SupportIdea(context)));
        }

        foreach (var one in idea.Follows)
        {
            var context = Context(By(one.MemberKey), one.At, idea.Key, "follow", one.MemberKey);
            yield return (idea.Key, one.At, () => grain.Follow(new FollowIdea(context)));
        }

        foreach (var one in idea.StageChanges)
        {
            var context = Context(By(one.ByKey), one.At, idea.Key, "stage", one.To.ToString());
            yield return (idea.Key, one.At, () => grain.ChangeStage(
                new ChangeStage(
                    context, StageOf(one.To), TextOf(one.Reason, idea.Key, "stage", one.To.ToString()),
                    one.MergedIntoKey is null ? null : IdOf(one.MergedIntoKey))));
            if (one.To == DemoStage.InProject)
            {
                var naming = Context(By(one.ByKey), one.At, idea.Key, "participants");
                yield return (idea.Key, one.At, () => grain.ChangeParticipants(
                    new ChangeParticipants(naming, ParticipantsOf(idea, one.At))));
            }
        }
    }

    private ImmutableArray<string> ParticipantsOf(DemoIdea idea, DateTimeOffset until) =>
    [
        .. idea.Comments.Where(comment => comment.At < until && !_flagged.Contains(comment.Key))
            .OrderBy(comment => comment.At).Select(comment => comment.AuthorKey).Prepend(idea.AuthorKey)
            .Select(member => _organisations[member]).OfType<string>().Distinct().Take(ParticipantsMax).Select(IdOf),
    ];

    private static Actor By(string memberKey) => new(IdOf(memberKey));

    private static IdeaStage StageOf(DemoStage stage) => Enum.Parse<IdeaStage>(stage.ToString());

    private static CaseDecision DecisionOf(DemoDecisionKind kind) => Enum.Parse<CaseDecision>(kind.ToString());

    private static FlagCategory CategoryOf(DemoFlagCategory category) =>
        Enum.Parse<FlagCategory>(category.ToString());
}
