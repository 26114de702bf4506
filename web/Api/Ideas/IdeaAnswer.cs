using System.Collections.Immutable;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.ReadModels.Ideas;

namespace IdeaStorage.Web.Api;

/// <summary>An idea as <c>GET /api/v1/ideas/{id}</c> answers it.</summary>
internal sealed record IdeaAnswer(
    string Id, string ClusterId, string ClusterName, string AuthorId, string AuthorName, string? OrganisationId,
    string? OrganisationName, string Title, string Body, ImmutableArray<string> Tags, IdeaStage Stage,
    string? MergedInto, Visibility Visibility, int Supports, int ImportedSupport, int SupportTotal, int CommentCount,
    int Followers, bool IsSupported, bool IsFollowed, DateTimeOffset CreatedAt, DateTimeOffset? EditedAt, int Revision,
    long Version, IReadOnlyList<CommentItem> Comments, string? NextComments, IReadOnlyList<StageChange> Stages,
    IReadOnlyList<ParticipantItem> Participants)
{
    public static IdeaAnswer Of(IdeaPage page)
    {
        var idea = page.Idea;
        return new IdeaAnswer(
            idea.Id, idea.ClusterId, idea.ClusterName, idea.AuthorId, idea.AuthorName, idea.OrganisationId,
            idea.OrganisationName, idea.Title, idea.Body, idea.Tags, idea.Stage, idea.MergedInto, idea.Visibility,
            idea.Supports, idea.ImportedSupport, idea.SupportTotal, idea.Comments, idea.Followers, idea.IsSupported,
            idea.IsFollowed, idea.CreatedAt, idea.EditedAt, idea.Revision, idea.Version, page.Comments,
            page.NextComments, page.StageChanges, page.Participants);
    }
}

/// <summary>
/// A comment as <c>GET /api/v1/comments/{id}</c> answers it: without its body where the caller may not read it.
/// </summary>
internal sealed record CommentAnswer(
    string Id, string IdeaId, string? ParentId, int Depth, string AuthorId, string AuthorName, string? OrganisationId,
    string? OrganisationName, string? Body, Visibility Visibility, DateTimeOffset CreatedAt, DateTimeOffset? EditedAt,
    int Revision)
{
    public static CommentAnswer Of(string ideaId, CommentItem comment) => new(
        comment.Id, ideaId, comment.ParentId, comment.Depth, comment.AuthorId, comment.AuthorName,
        comment.OrganisationId, comment.OrganisationName, comment.Body, comment.Visibility, comment.CreatedAt,
        comment.EditedAt, comment.Revision);
}
