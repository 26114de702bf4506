using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Web.Api;

namespace IdeaStorage.Web.Pages.Ideas;

/// <summary>A comment's versions, and editing it.</summary>
internal static class CommentPages
{
    public static async Task<IResult> Versions(Visit visit) =>
        await FindAsync(visit) is not var (place, versions)
            ? visit.NotFound()
            : visit.Page<CommentVersionsPage>(new { Back = BackTo(place), Versions = versions });

    public static async Task<IResult> Edit(Visit visit) =>
        await FindAsync(visit) is not var (place, versions) || !await MayEditAsync(visit, place.ClusterId)
            ? visit.NotFound()
            : visit.Page<EditCommentPage>(new
            {
                Form = new CommentEdit(visit.Id(), BackTo(place), versions[0].Body, versions[0].Revision),
            });

    public static async Task<IResult> PostEdit(Visit visit, PostedForm form)
    {
        if (await FindAsync(visit) is not var (place, versions))
            return visit.NotFound();
        var seen = int.TryParse(form["revision"], out var revision) ? revision : versions[0].Revision;
        var result = await visit.Grain<IIdeaGrain>(place.IdeaId).EditComment(
            new EditComment(visit.Command(), visit.Id(), visit.NewText(form["body"]), seen));
        if (result.IsAccepted)
            return visit.GoTo(BackTo(place), "flash.edited");
        var again = new CommentEdit(visit.Id(), BackTo(place), form["body"], seen, result.Refusal);
        return visit.Page<EditCommentPage>(new { Form = again }, Problems.StatusOf(result.Refusal));
    }

    private static string BackTo(ContentPlace place) => $"/ideas/{place.IdeaId}#c-{place.CommentId}";

    private static async Task<bool> MayEditAsync(Visit visit, string clusterId) =>
        await visit.Get<IdeaQueries>().FindCommentAsync(visit.Id(), visit.Viewer, visit.Cancellation)
            is var (_, comment)
        && IdeaRights.MayEditComment(
            comment, visit.Member, (await visit.StandingInAsync(clusterId)).IsRunBy(visit.Member!.Actor), visit.At);

    private static async Task<(ContentPlace Place, IReadOnlyList<CommentVersion> Versions)?> FindAsync(Visit visit)
    {
        var ideas = visit.Get<IdeaQueries>();
        if (await ideas.FindCommentPlaceAsync(visit.Id(), visit.Viewer, visit.Cancellation) is not { } place)
            return null;
        var versions = await ideas.ListCommentVersionsAsync(visit.Id(), visit.Viewer, visit.Cancellation);
        return versions.Count == 0 ? null : (place, versions);
    }
}

/// <summary>The form of a comment being edited.</summary>
public sealed record CommentEdit(string Id, string Back, string Body, int Revision, Refusal? Refusal = null);
