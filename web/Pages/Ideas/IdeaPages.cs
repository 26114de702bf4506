using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Web.Api;
using IdeaStorage.Web.Pages.Recommendations;

namespace IdeaStorage.Web.Pages.Ideas;

/// <summary>The page of an idea, and what is done on it.</summary>
internal static class IdeaPages
{
    public static Task<IResult> Show(Visit visit) =>
        visit.IsPartial && visit.Query("after") is { } after
            ? ShowMoreComments(visit, after)
            : IsForEveryone(visit)
                ? visit.Get<VisitorPages>().ShowAsync(visit, () => Show(visit, new IdeaInput()))
                : Show(visit, new IdeaInput(visit.Query("reply")));

    /// <summary>Supports, or takes the support back: <c>on</c> says which.</summary>
    public static Task<IResult> Support(Visit visit, PostedForm form)
    {
        var idea = visit.Grain<IIdeaGrain>(visit.Id());
        return ActAsync(visit, form["on"] == "true"
            ? idea.Support(new SupportIdea(visit.Command()))
            : idea.WithdrawSupport(new WithdrawSupport(visit.Command())));
    }

    /// <summary>Follows, or no longer follows.</summary>
    public static Task<IResult> Follow(Visit visit, PostedForm form)
    {
        var idea = visit.Grain<IIdeaGrain>(visit.Id());
        return ActAsync(visit, form["on"] == "true"
            ? idea.Follow(new FollowIdea(visit.Command()))
            : idea.Unfollow(new UnfollowIdea(visit.Command())));
    }

    public static async Task<IResult> Comment(Visit visit, PostedForm form)
    {
        var (body, parent) = (form["body"], form.OrNull("parentId"));
        var context = visit.CommandOnce(form, body);
        var id = context.MayRepeat ? DerivedId.From(context.CommandId, "comment") : visit.NewId();
        var result = await visit.Grain<IIdeaGrain>(visit.Id()).PostComment(
            new PostComment(context, id, parent, visit.NewText(body)));
        return result.IsAccepted
            ? visit.GoTo($"/ideas/{visit.Id()}#c-{result.Value.Id}")
            : await Show(visit, new IdeaInput(parent, body, result.Refusal));
    }

    public static async Task<IResult> Stage(Visit visit, PostedForm form)
    {
        var stage = PageCommands.ChoiceOf<IdeaStage>(form["stage"]);
        var target = stage == IdeaStage.Merged ? IdOf(form["targetId"]) : null;
        var command = new ChangeStage(visit.Command(), stage ?? (IdeaStage)(-1), visit.NewText(form["reason"]), target);
        var result = await visit.Grain<IIdeaGrain>(visit.Id()).ChangeStage(command);
        return result.IsAccepted
            ? visit.GoTo($"/ideas/{visit.Id()}", "flash.stageChanged")
            : await Show(visit, new IdeaInput(
                Stage: stage, StageReason: form["reason"], StageTarget: form["targetId"],
                StageRefusal: result.Refusal));
    }

    /// <summary>The id of what people name by its address, as the browser shows it, or by the id itself.</summary>
    public static string? IdOf(string typed) =>
        Call.IdOrNone(typed.Trim().Split('?', '#')[0].TrimEnd('/').Split('/')[^1]);

    public static async Task<IResult> Versions(Visit visit)
    {
        var versions = await visit.Get<IdeaQueries>().ListVersionsAsync(
            visit.Id(), visit.Viewer, visit.Cancellation);
        return versions.Count == 0
            ? visit.NotFound()
            : visit.Page<VersionsPage>(new { Id = visit.Id(), Versions = versions });
    }

    /// <summary>Whether the page depends on nothing but idea and language.</summary>
    private static bool IsForEveryone(Visit visit) =>
        visit.Member is null && !visit.IsPartial && visit.Flash is null && !visit.Http.Request.QueryString.HasValue;

    /// <summary>With what was typed and refused.</summary>
    public static async Task<IResult> Show(Visit visit, IdeaInput input)
    {
        if (await visit.Get<IdeaQueries>().FindPageAsync(visit.Id(), visit.Viewer, visit.Cancellation) is not { } page)
            return visit.NotFound();
        visit.NoteOpening(RecommendedKind.Idea, visit.Id());
        if (visit.Query("after") is { } after)
        {
            var more = await visit.Get<IdeaQueries>().ListCommentsAsync(
                page.Idea.Id, visit.Viewer, after, cancellationToken: visit.Cancellation);
            if (more is not { IsAccepted: true })
                return more is null ? visit.NotFound() : visit.Refused(more.Refusal!);
            page = page with { Comments = more.Value.Items, NextComments = more.Value.Next };
        }
        var cluster = await visit.StandingInAsync(page.Idea.ClusterId);
        var rights = IdeaRights.Of(page.Idea, visit.Member, cluster, visit.At);
        return visit.Page<IdeaPageView>(
            new { View = new IdeaView(page, rights, input) },
            input.Refusal is { } refusal ? Problems.StatusOf(refusal) : StatusCodes.Status200OK);
    }

    private static async Task<IResult> ShowMoreComments(Visit visit, string after)
    {
        var ideas = visit.Get<IdeaQueries>();
        if (await ideas.FindAsync(visit.Id(), visit.Viewer, visit.Cancellation) is not { } idea
            || await ideas.ListCommentsAsync(
                idea.Id, visit.Viewer, after, cancellationToken: visit.Cancellation) is not { } found)
            return visit.NotFound();
        if (!found.IsAccepted)
            return visit.Refused(found.Refusal);
        var cluster = await visit.StandingInAsync(idea.ClusterId);
        var page = new IdeaPage(idea, found.Value.Items, found.Value.Next, [], []);
        var rights = IdeaRights.Of(idea, visit.Member, cluster, visit.At);
        return visit.Page<CommentRows>(new { View = new IdeaView(page, rights, new IdeaInput()) });
    }

    /// <summary>htmx gets the buttons anew; a plain form goes back to the page.</summary>
    private static async Task<IResult> ActAsync(Visit visit, Task<Result<Receipt>> acting)
    {
        var result = await acting;
        if (!visit.IsPartial)
            return visit.Done(result, $"/ideas/{visit.Id()}");
        if (await visit.Get<IdeaQueries>().FindAsync(visit.Id(), visit.Viewer, visit.Cancellation) is not { } idea)
            return visit.NotFound();
        var rights = IdeaRights.Of(idea, visit.Member, await visit.StandingInAsync(idea.ClusterId), visit.At);
        // htmx puts only a 200 in place, so a refusal is said beside the buttons.
        var said = result.IsAccepted ? null : visit.Say(result.Refusal);
        return visit.Page<IdeaActions>(new { Idea = idea, Rights = rights, Said = said });
    }
}
