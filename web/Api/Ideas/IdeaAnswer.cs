using System.Collections.Immutable;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.ReadModels.Ideas;

namespace IdeaStorage.Web.Api;

/// <summary>An idea as <c>GET /api/v1/ideas/{id}</c> answers it.</summary>
internal sealed record IdeaAnswer(
    string Id, string ClusterId, string ClusterName, string AuthorId, string AuthorName, string? OrganisationId,
    string? OrganisationName, string Title, string Body, ImmutableArray<string> Tags, IdeaStage Stage,
    Visibility Visibility, int Supports, int ImportedSupport, int SupportTotal, int CommentCount, int Followers,
    bool IsSupported, bool IsFollowed, DateTimeOffset CreatedAt, DateTimeOffset? EditedAt, int Revision, long Version,
    IReadOnlyList<CommentItem> Comments, string? NextComments, IReadOnlyList<StageChange> Stages)
{
    public static IdeaAnswer Of(IdeaPage page)
    {
        var idea = page.Idea;
        return new IdeaAnswer(
            idea.Id, idea.ClusterId, idea.ClusterName, idea.AuthorId, idea.AuthorName, idea.OrganisationId,
            idea.OrganisationName, idea.Title, idea.Body, idea.Tags, idea.Stage, idea.Visibility, idea.Supports,
            idea.ImportedSupport, idea.SupportTotal, idea.Comments, idea.Followers, idea.IsSupported, idea.IsFollowed,
            idea.CreatedAt, idea.EditedAt, idea.Revision, idea.Version, page.Comments, page.NextComments,
            page.StageChanges);
    }
}
