using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;

namespace IdeaStorage.Web.Api.Ideas;

/// <summary>Comments on ideas.</summary>
internal static class Comments
{
    public static void MapComments(this IEndpointRouteBuilder api)
    {
        api.MapRead("/ideas/{id}/comments", List).Answers<Page<CommentItem>>()
            .Takes(Parameters.After, Parameters.Limit).Says("The comments of an idea in display order.");
        api.MapWrite("POST", "/ideas/{id}/comments", ApiJson.Web.NewCommentBody, Post)
            .Answers<Receipt>(StatusCodes.Status201Created).Says("Comment on an idea, or answer a comment.");
        api.MapRead("/comments/{id}", Read).Answers<CommentAnswer>()
            .Says("One comment; without its text where the caller may not read it.");
        api.MapWrite("PATCH", "/comments/{id}", ApiJson.Web.EditCommentBody, Edit).Answers<Receipt>()
            .Says("Edit a comment. Its ETag is its revision. Earlier versions are kept.");
        api.MapRead("/comments/{id}/versions", ListVersions).Answers<ListAnswer<CommentVersion>>()
            .Says("Every version of a comment, the newest first.");
    }

    private static async Task<Answer> List(Call call)
    {
        var query = new Query(call, Query.After, Query.Limit);
        var (after, limit) = (query.Text(Query.After), query.Rows());
        if (query.Fault is { } fault)
            return call.Refuse(fault);
        var page = await call.Get<IdeaQueries>().ListCommentsAsync(
            call.Id(), call.Viewer, after, limit, call.Cancellation);
        return page is null
            ? call.Refuse(IdeaRefusals.IdeaNotFound)
            : call.Page(page, ApiJson.Web.PageCommentItem);
    }

    private static async Task<Answer> Post(Call call, NewCommentBody body)
    {
        var command = new PostComment(call.Context, call.NewId(), body.ParentId, call.Text(body.Body));
        var grain = call.Grains.GetGrain<IIdeaGrain>(call.Id());
        return call.Created("/api/v1/comments", await grain.PostComment(command));
    }

    private static async Task<Answer> Read(Call call)
    {
        var ideas = call.Get<IdeaQueries>();
        return await ideas.FindCommentAsync(call.Id(), call.Viewer, call.Cancellation) is var (ideaId, comment)
            ? Answer.Ok(CommentAnswer.Of(ideaId, comment), ApiJson.Web.CommentAnswer, comment.Revision)
            : call.Refuse(IdeaRefusals.CommentNotFound);
    }

    private static async Task<Answer> Edit(Call call, EditCommentBody body)
    {
        var place = await call.Get<IdeaQueries>().FindCommentPlaceAsync(call.Id(), call.Viewer, call.Cancellation);
        if (place is null)
            return call.Refuse(IdeaRefusals.CommentNotFound);
        var command = new EditComment(call.Context, call.Id(), call.Text(body.Body));
        var idea = call.Grains.GetGrain<IIdeaGrain>(place.IdeaId);
        return await call.ChangeIfMatchAsync(seen => idea.EditComment(
            command with { ExpectedRevision = seen is null ? null : (int)Math.Min(seen.Value, int.MaxValue) }));
    }

    private static async Task<Answer> ListVersions(Call call)
    {
        if (new Query(call).Fault is { } fault)
            return call.Refuse(fault);
        var versions = await call.Get<IdeaQueries>().ListCommentVersionsAsync(
            call.Id(), call.Viewer, call.Cancellation);
        return versions.Count == 0
            ? call.Refuse(IdeaRefusals.CommentNotFound)
            : Answer.Ok(new ListAnswer<CommentVersion>(versions, null), ApiJson.Web.CommentVersions);
    }
}
