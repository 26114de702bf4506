using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Simulation.Tests.Members;

internal sealed partial class Acts
{
    private Sent Post(string member)
    {
        var isDraft = _chance.OneIn(4);
        var idea = new KnownIdea(run.Ledger.NextId("i"), _chance.Of(Known.Clusters), member, isDraft);
        Known.Ideas.Add(idea);
        return OnIdea(isDraft ? Act.KeepDraft : Act.PostIdea, idea.Id, member, context => new PostIdea(
            context, idea.ClusterId, Text("새 아이디어"), Text("산업단지에서 함께 만들 것을 찾습니다."),
            ["c29", _chance.Of(Words)], isDraft), (grain, command) => grain.Post(command));
    }

    private Sent? Comment(string member)
    {
        if (AnyOf(Known.Ideas) is not { } idea)
            return null;
        var parent = _chance.OneIn(2) ? AnyOf([.. Known.Comments.Where(comment => comment.Idea == idea)]) : null;
        var comment = new KnownComment(run.Ledger.NextId("a"), idea, member);
        Known.Comments.Add(comment);
        return OnIdea(parent is null ? Act.PostComment : Act.AnswerComment, idea.Id, member, context => new PostComment(
            context, comment.Id, parent?.Id, Text("제 의견입니다.")), (grain, command) => grain.PostComment(command));
    }

    private Sent? Support(string member)
    {
        if (AnyOf(Known.Ideas) is not { } idea)
            return null;
        return _chance.OneIn(3)
            ? OnIdea(Act.WithdrawSupport, idea.Id, member, context => new WithdrawSupport(context),
                (grain, command) => grain.WithdrawSupport(command))
            : OnIdea(Act.SupportIdea, idea.Id, member, context => new SupportIdea(context),
                (grain, command) => grain.Support(command));
    }

    private Sent? Follow(string member)
    {
        if (AnyOf(Known.Ideas) is not { } idea)
            return null;
        return _chance.OneIn(3)
            ? OnIdea(Act.UnfollowIdea, idea.Id, member, context => new UnfollowIdea(context),
                (grain, command) => grain.Unfollow(command))
            : OnIdea(Act.FollowIdea, idea.Id, member, context => new FollowIdea(context),
                (grain, command) => grain.Follow(command));
    }

    private Sent? Edit(string member)
    {
        var comment = AnyOf([.. Known.Comments.Where(any => any.AuthorId == member || _chance.OneIn(6))]);
        if (comment is not null && _chance.OneIn(2))
            return OnIdea(Act.EditComment, comment.Idea.Id, member, context => new EditComment(
                context, comment.Id, Text("고친 의견입니다."), _chance.OneIn(3) ? 1 + _chance.Below(2) : null),
                (grain, command) => grain.EditComment(command));
        if (AnyOf([.. Known.Ideas.Where(any => any.AuthorId == member || _chance.OneIn(6))]) is not { } idea)
            return null;
        // Version 1 is stale as soon as the idea was edited once.
        var isStale = _chance.OneIn(3);
        return OnIdea(isStale ? Act.EditStaleVersion : Act.EditIdea, idea.Id, member, context => new EditIdea(
            context, Text("고친 제목"), _chance.OneIn(2) ? Text("더 자세히 적은 아이디어의 본문입니다.") : null, null,
            isStale ? 1 : null), (grain, command) => grain.Edit(command));
    }

    private Sent? Move(string member)
    {
        if (AnyOf(Known.Ideas) is not { } idea)
            return null;
        var to = idea.IsDraft && _chance.OneIn(2) ? IdeaStage.Open : (IdeaStage)_chance.Below(9);
        var mover = idea.IsDraft && _chance.OneIn(2) ? idea.AuthorId : member;
        return OnIdea(
            idea.IsDraft && to == IdeaStage.Open ? Act.PublishDraft : Act.ChangeStage, idea.Id, mover,
            context => new ChangeStage(context, to, Text("검토를 마쳤습니다.")),
            (grain, command) => grain.ChangeStage(command));
    }

    /// <summary>What makes an idea that is a project; by chance hardly one would become any.</summary>
    public IEnumerable<Sent> Project()
    {
        var (cluster, coordinator) = (Known.Clusters[0], Known.Members[0]);
        var idea = new KnownIdea(run.Ledger.NextId("i"), cluster, coordinator, IsDraft: false);
        Known.Ideas.Add(idea);
        yield return OnIdea(Act.PostIdea, idea.Id, coordinator, context => new PostIdea(
            context, cluster, Text("과제가 된 아이디어"), Text("산업단지에서 함께 만들기로 했습니다."), ["c29"]),
            (grain, command) => grain.Post(command));
        foreach (var stage in (IdeaStage[])[IdeaStage.InReview, IdeaStage.Selected, IdeaStage.InProject])
        {
            yield return OnIdea(Act.ChangeStage, idea.Id, coordinator,
                context => new ChangeStage(context, stage, Text("검토를 마쳤습니다.")),
                (grain, command) => grain.ChangeStage(command));
        }
    }

    private Sent? Partake(string member)
    {
        if (AnyOf(Known.Ideas) is not { } idea)
            return null;
        string[] named = [.. Known.Organisations.Where(_ => _chance.OneIn(2))];
        var namer = _chance.Of([member, Known.Operator]);
        return OnIdea(Act.ChangeParticipants, idea.Id, namer, context => new ChangeParticipants(context, [.. named]),
            (grain, command) => grain.ChangeParticipants(command));
    }

    private Sent OnIdea<TCommand>(
        Act act, string idea, string member, Func<CommandContext, TCommand> command,
        Func<IIdeaGrain, TCommand, Task<Result<Receipt>>> send)
        where TCommand : ICommand =>
        Make(act, Streams.Idea(idea), ActorOf(member), command,
            (grains, made) => send(grains.GetGrain<IIdeaGrain>(idea), made));
}
