using IdeaStorage.Domain;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Grains.Moderation;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Simulation.Tests.Members;

internal sealed partial class Acts
{
    private Sent? Flag(string member)
    {
        if (AnyTarget() is not { } target)
            return null;
        if (!Known.Cases.Contains(target.CaseId))
            Known.Cases.Add(target.CaseId);
        return OnCase(target.CommentId is null ? Act.FlagIdea : Act.FlagComment, target.CaseId, member,
            context => new FlagContent(
                context, target, (FlagCategory)_chance.Below(6), _chance.OneIn(2) ? Text("신고합니다.") : null),
            (grain, command) => grain.Flag(command));
    }

    private Sent? DecideCase(string member)
    {
        if (AnyOf(Known.Cases) is not { } id)
            return null;
        var decision = (CaseDecision)_chance.Below(4);
        // Mostly by those who may, or nothing would ever be decided.
        var judge = _chance.OneIn(4) ? member : _chance.Of([Known.Operator, .. Known.Members.Take(2)]);
        return OnCase(
            decision == CaseDecision.Restore ? Act.RestoreContent : Act.DecideCase, id, judge,
            context => new DecideCase(context, decision, Text("운영 원칙에 따른 결정입니다.")),
            (grain, command) => grain.Decide(command));
    }

    // Only what certainly exists: whether a target exists is asked before the case is.
    private CaseTarget? AnyTarget()
    {
        if (_chance.OneIn(2))
            return AnyOf(Existing(Known.Comments, comment => comment.Id)) is { } comment
                ? new CaseTarget(comment.Idea.ClusterId, comment.Idea.Id, comment.Id, comment.AuthorId)
                : null;
        return AnyOf(Existing(Known.Ideas, idea => idea.Id)) is { } idea
            ? new CaseTarget(idea.ClusterId, idea.Id, null, idea.AuthorId)
            : null;
    }

    private List<T> Existing<T>(IEnumerable<T> known, Func<T, string> id)
    {
        var made = run.Ledger.All.Where(sent => sent.Answer is { IsAccepted: true })
            .Select(sent => sent.Answer!.Value!.Id).ToHashSet(StringComparer.Ordinal);
        return [.. known.Where(each => made.Contains(id(each)))];
    }

    private Sent OnCase<TCommand>(
        Act act, string id, string member, Func<CommandContext, TCommand> command,
        Func<ICaseGrain, TCommand, Task<Result<Receipt>>> send)
        where TCommand : ICommand =>
        Make(act, Streams.Case(id), ActorOf(member), command,
            (grains, made) => send(grains.GetGrain<ICaseGrain>(id), made));
}
