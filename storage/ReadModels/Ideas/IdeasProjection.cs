using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.ReadModels.Ideas;

/// <summary>Ideas with their comments, supports, follows, versions and stage history.</summary>
internal sealed class IdeasProjection : IProjection
{
    public string Name => "ideas";

    public bool IsPerStream => true;

    public IReadOnlyList<string> Tables { get; } =
    [
        "ideas", "idea_tags", "idea_versions", "idea_stage_changes", "idea_participants", "cluster_ideas", "supports",
        "follows", "comments", "comment_versions",
    ];

    public IReadOnlyDictionary<string, string> SharedRows { get; } =
        new Dictionary<string, string> { ["cluster_ideas"] = IdeaSql.AddToCount };

    public IEnumerable<Statement> Project(RecordedEvent recorded, ITextSource texts)
    {
        var id = recorded.AggregateId();
        var version = recorded.Version;
        return recorded.Event switch
        {
            IdeaPosted e => Posted(recorded.Position, version, e),
            IdeaImported e => Imported(recorded.Position, version, e),
            IdeaEdited e => Edited(id, version, e),
            IdeaSupported e =>
            [
                new(IdeaSql.InsertSupport, id, e.By, e.At.Milliseconds()),
                new(IdeaSql.AddSupport, id, version, 1),
                new(IdeaSql.Reheat, id),
            ],
            IdeaSupportWithdrawn e =>
            [
                new(IdeaSql.DeleteSupport, id, e.By),
                new(IdeaSql.AddSupport, id, version, -1),
                new(IdeaSql.Reheat, id),
            ],
            IdeaFollowed e =>
            [
                new(IdeaSql.InsertFollow, id, e.By, e.At.Milliseconds()),
                new(IdeaSql.AddFollower, id, version, 1),
            ],
            IdeaUnfollowed e =>
            [
                new(IdeaSql.DeleteFollow, id, e.By),
                new(IdeaSql.AddFollower, id, version, -1),
            ],
            IdeaStageChanged e => StageChanged(id, version, e),
            ParticipantsChanged e => ParticipantsOf(id, version, e),
            IdeaMerged e => [new(IdeaSql.SetMergedInto, id, version, e.TargetId)],
            VisibilityChanged { CommentId: null } e =>
                Reclassified(id, IdeaSql.SetVisibility, version, $"{e.Visibility}"),
            VisibilityChanged e =>
            [
                new(CommentSql.SetVisibility, e.CommentId, $"{e.Visibility}"),
                new(CommentSql.Recount, id, version),
                new(IdeaSql.Reheat, id),
            ],
            CommentPosted e => Commented(
                recorded, e.CommentId, e.ParentId, e.Depth, e.By, e.Body.Id, e.At.Milliseconds()),
            CommentImported e => Commented(
                recorded, e.CommentId, e.ParentId, e.Depth, e.AuthorId, e.Body.Id, e.PostedAt.Milliseconds()),
            CommentEdited e =>
            [
                new(CommentSql.KeepVersion, e.CommentId),
                new(CommentSql.Edit, e.CommentId, e.Body.Id, e.At.Milliseconds(), e.By),
                new(IdeaSql.Touch, id, version, e.At.Milliseconds()),
            ],
            _ => [],
        };
    }

    private static IEnumerable<Statement> Posted(long position, long version, IdeaPosted e)
    {
        yield return new(
            IdeaSql.Insert, e.IdeaId, position, e.ClusterId, e.By, e.Title.Id, e.Body.Id, Rows.Join(e.Tags),
            $"{e.Stage}", 0, e.At.Milliseconds(), version);
        foreach (var statement in Tagged(e.IdeaId, e.Tags))
            yield return statement;
        yield return new(IdeaSql.CountInCluster, e.IdeaId, 1);
    }

    private static IEnumerable<Statement> Imported(long position, long version, IdeaImported e)
    {
        yield return new(
            IdeaSql.Insert, e.IdeaId, position, e.ClusterId, e.AuthorId, e.Title.Id, e.Body.Id, Rows.Join(e.Tags),
            $"{e.Stage}", e.ImportedSupport, e.PostedAt.Milliseconds(), version);
        foreach (var statement in Tagged(e.IdeaId, e.Tags))
            yield return statement;
        yield return new(IdeaSql.CountInCluster, e.IdeaId, 1);
    }

    private static IEnumerable<Statement> Edited(string id, long version, IdeaEdited e)
    {
        yield return new(IdeaSql.KeepVersion, id);
        yield return new(
            IdeaSql.Edit, id, version, e.Title.Id, e.Body.Id, Rows.Join(e.Tags), e.At.Milliseconds(), e.By);
        yield return new(IdeaSql.DeleteTags, id);
        foreach (var statement in Tagged(id, e.Tags))
            yield return statement;
    }

    private static IEnumerable<Statement> StageChanged(string id, long version, IdeaStageChanged e) =>
    [
        new(
            IdeaSql.InsertStageChange, id, version, $"{e.From}", $"{e.To}", e.Reason.Id, e.By, e.At.Milliseconds()),
        .. Reclassified(id, IdeaSql.SetStage, version, $"{e.To}"),
        new(IdeaSql.Touch, id, version, e.At.Milliseconds()),
    ];

    private static IEnumerable<Statement> ParticipantsOf(string id, long version, ParticipantsChanged e) =>
    [
        .. e.Left.Select(left => new Statement(IdeaSql.DeleteParticipant, id, left)),
        .. e.Joined.Select(joined => new Statement(IdeaSql.InsertParticipant, id, joined, e.At.Milliseconds())),
        new(IdeaSql.Touch, id, version, e.At.Milliseconds()),
    ];

    /// <summary>Whether everyone may see an idea hangs on stage and visibility; its cluster's count follows.</summary>
    private static IEnumerable<Statement> Reclassified(string id, string sql, long version, string value) =>
    [
        new(IdeaSql.CountInCluster, id, -1),
        new(sql, id, version, value),
        new(IdeaSql.CountInCluster, id, 1),
    ];

    private static IEnumerable<Statement> Commented(
        RecordedEvent recorded, string commentId, string? parentId, int depth, string authorId, string bodyId, long at)
    {
        var ideaId = recorded.AggregateId();
        var place = $"{at:x11}{recorded.Position:x10}";
        if (parentId is null)
        {
            yield return new(
                CommentSql.Insert, ideaId, place, commentId, recorded.Position, depth, authorId, bodyId, at);
        }
        else
        {
            yield return new(
                CommentSql.InsertBelow, ideaId, place, commentId, recorded.Position, depth, authorId, bodyId, at,
                parentId);
        }
        yield return new(CommentSql.Count, ideaId, recorded.Version, at);
        yield return new(IdeaSql.Reheat, ideaId);
    }

    private static IEnumerable<Statement> Tagged(string ideaId, IEnumerable<string> tags) =>
        tags.Distinct().Select(tag => new Statement(IdeaSql.InsertTag, tag, ideaId));
}
