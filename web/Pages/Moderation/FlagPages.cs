using IdeaStorage.Domain.Moderation;
using IdeaStorage.Grains.Moderation;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Moderation;
using IdeaStorage.Web.Api;

namespace IdeaStorage.Web.Pages.Moderation;

/// <summary>Reporting an idea or a comment to its cluster's coordinators.</summary>
internal static class FlagPages
{
    public static async Task<IResult> Idea(Visit visit) =>
        Show(visit, await visit.Get<IdeaQueries>().FindPlaceAsync(visit.Id(), visit.Viewer, visit.Cancellation));

    public static async Task<IResult> Comment(Visit visit) =>
        Show(visit, await visit.Get<IdeaQueries>().FindCommentPlaceAsync(visit.Id(), visit.Viewer, visit.Cancellation));

    public static async Task<IResult> PostIdea(Visit visit, PostedForm form) => await PostAsync(
        visit, form, await visit.Get<IdeaQueries>().FindPlaceAsync(visit.Id(), visit.Viewer, visit.Cancellation));

    public static async Task<IResult> PostComment(Visit visit, PostedForm form) => await PostAsync(
        visit, form,
        await visit.Get<IdeaQueries>().FindCommentPlaceAsync(visit.Id(), visit.Viewer, visit.Cancellation));

    private static IResult Show(Visit visit, ContentPlace? place) =>
        place is null ? visit.NotFound() : visit.Page<FlagPage>(new { Form = new FlagForm(place) });

    /// <summary>Who moderates goes on to the case, because there they can decide it.</summary>
    private static async Task<IResult> PostAsync(Visit visit, PostedForm form, ContentPlace? place)
    {
        if (place is null)
            return visit.NotFound();
        var target = new CaseTarget(place.ClusterId, place.IdeaId, place.CommentId, place.AuthorId);
        var category = PageCommands.ChoiceOf<FlagCategory>(form["category"]);
        var isAgain = await visit.Get<CaseQueries>().HasFlaggedAsync(
            target.CaseId, visit.Member!.MemberId, visit.Cancellation);
        var result = await visit.Grain<ICaseGrain>(target.CaseId).Flag(new FlagContent(
            visit.Command(), target, category ?? (FlagCategory)(-1), visit.NewTextOrNull(form["note"])));
        if (!result.IsAccepted)
            return visit.Page<FlagPage>(
                new { Form = new FlagForm(place, category, form["note"], result.Refusal) },
                Problems.StatusOf(result.Refusal));
        return visit.Viewer.Moderates(place.ClusterId)
            ? visit.GoTo($"/cases/{target.CaseId}")
            : visit.GoTo(FlagForm.BackTo(place), isAgain ? "flash.flaggedAlready" : "flash.flagged");
    }
}

/// <summary>The form of a flag, shown again with what was wrong.</summary>
public sealed record FlagForm(
    ContentPlace Place, FlagCategory? Category = null, string Note = "", Domain.Refusal? Refusal = null)
{
    public string Action => Place.CommentId is { } comment
        ? $"/comments/{comment}/flag"
        : $"/ideas/{Place.IdeaId}/flag";

    public string Back => BackTo(Place);

    public static string BackTo(ContentPlace place) =>
        place.CommentId is null ? $"/ideas/{place.IdeaId}" : $"/ideas/{place.IdeaId}#c-{place.CommentId}";
}
