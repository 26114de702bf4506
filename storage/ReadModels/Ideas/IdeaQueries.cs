using Dapper;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Search;

namespace IdeaStorage.Storage.ReadModels.Ideas;

/// <summary>Lists of ideas, and single ones with all that their page shows.</summary>
public sealed class IdeaQueries(IReadConnections connections, ISearchIndex search)
{
    public const int ExcerptCharactersMax = 200;

    /// <summary>With a search text the excerpt is longer, so that a snippet can be cut around what was found.</summary>
    public const int SearchedCharactersMax = 4_000;

    /// <summary>How many comments come with an idea's page; the others follow by cursor.</summary>
    public const int PageCommentsMax = 200;

    private const string CommentScope = "comments";

    /// <summary>
    /// One page of a list. A search text must be found with all of its words; if that finds nothing at all, with any.
    /// </summary>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public async Task<Result<Page<IdeaItem>>> ListAsync(
        IdeaFilter filter, Viewer viewer, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(filter.Text))
        {
            var list = new IdeaList(filter, viewer);
            return !list.IsValid
                ? Cursor.Refused
                : await FindAmongFirstAsync(filter, viewer, cancellationToken)
                    ?? await ReadAsync(list, cancellationToken);
        }
        var isFirstPage = string.IsNullOrEmpty(filter.After);
        foreach (var mode in (MatchMode[])[MatchMode.All, MatchMode.Any])
        {
            if (search.Ideas(filter.Text, mode) is not { } hits)
                return isFirstPage ? Page<IdeaItem>.Empty : Cursor.Refused;
            var list = new IdeaList(filter, viewer, hits);
            if (!list.IsValid)
                continue;
            var page = await ReadAsync(list, cancellationToken);
            if (page.Items.Count > 0 || !isFirstPage || mode == MatchMode.Any)
                return page;
        }
        return Cursor.Refused;
    }

    /// <summary>
    /// An idea with its comments and history, or null if there is none or the viewer may not see it. A comment that the
    /// viewer may not read keeps its place, without its text.
    /// </summary>
    public async Task<IdeaPage?> FindPageAsync(
        string ideaId, Viewer viewer, CancellationToken cancellationToken = default)
    {
        var sql = $"{IdeaReadSql.Detail(viewer)};\n{IdeaReadSql.Comments};\n{IdeaReadSql.StageChanges};\n"
            + IdeaReadSql.Participants;
        var parameters = Parameters(ideaId, viewer, "", PageCommentsMax + 1);
        using var lease = await connections.RentAsync(cancellationToken);
        await using var results = await lease.Connection.QueryMultipleAsync(
            Rows.Command(sql, parameters, cancellationToken));
        if (await results.ReadFirstOrDefaultAsync<IdeaDetail>() is not { } idea)
            return null;
        var rows = (await results.ReadAsync<CommentItem>()).AsList();
        var comments = CommentPage(rows, PageCommentsMax, idea.ClusterId, viewer);
        return new IdeaPage(
            idea, comments.Items, comments.Next, (await results.ReadAsync<StageChange>()).AsList(),
            (await results.ReadAsync<ParticipantItem>()).AsList());
    }

    /// <summary>An idea alone, or null if there is none or the viewer may not see it.</summary>
    public Task<IdeaDetail?> FindAsync(string ideaId, Viewer viewer, CancellationToken cancellationToken = default) =>
        connections.FindAsync<IdeaDetail>(
            IdeaReadSql.Detail(viewer), Parameters(ideaId, viewer), cancellationToken);

    /// <summary>What a cached page of this idea must have been made from; null if there is no such idea. Asked with
    /// every request of a visitor, so it costs a few microseconds.</summary>
    public async ValueTask<IdeaStamp?> FindStampAsync(string ideaId, CancellationToken cancellationToken = default)
    {
        using var lease = await connections.RentAsync(cancellationToken);
        Span<long> numbers = stackalloc long[3];
        return lease.TryReadNumbers(IdeaReadSql.Stamp, ideaId, numbers)
            ? new IdeaStamp { Version = numbers[0], IsPublic = numbers[1] != 0, NamesVersion = numbers[2] }
            : null;
    }

    /// <summary>Comments of an idea in display order; null if the viewer may not see the idea.</summary>
    public async Task<Result<Page<CommentItem>>?> ListCommentsAsync(
        string ideaId, Viewer viewer, string? after = null, int? limit = null,
        CancellationToken cancellationToken = default)
    {
        if (!Cursor.TryRead(after, CommentScope, KeyKind.Text, out var cursor))
            return Cursor.Refused;
        if (await FindPlaceAsync(ideaId, viewer, cancellationToken) is not { } place)
            return null;
        var take = PageLimits.Clamp(limit);
        var rows = await connections.ListAsync<CommentItem>(
            IdeaReadSql.Comments, Parameters(ideaId, viewer, cursor?.Key ?? "", take + 1), cancellationToken);
        return CommentPage(rows, take, place.ClusterId, viewer);
    }

    /// <summary>Where an idea stands, or null if the viewer may not see it.</summary>
    public Task<ContentPlace?> FindPlaceAsync(
        string ideaId, Viewer viewer, CancellationToken cancellationToken = default) =>
        connections.FindAsync<ContentPlace>(IdeaReadSql.Place(viewer), Parameters(ideaId, viewer), cancellationToken);

    /// <summary>Which idea a comment belongs to, or null if the viewer may not see that idea.</summary>
    public Task<ContentPlace?> FindCommentPlaceAsync(
        string commentId, Viewer viewer, CancellationToken cancellationToken = default) =>
        connections.FindAsync<ContentPlace>(
            IdeaReadSql.CommentPlace(viewer), Parameters(commentId, viewer), cancellationToken);

    /// <summary>
    /// A comment and the id of its idea, or null if the viewer may not see that idea. One that the viewer may not read
    /// comes without its text, as in the list.
    /// </summary>
    public async Task<(string IdeaId, CommentItem Comment)?> FindCommentAsync(
        string commentId, Viewer viewer, CancellationToken cancellationToken = default)
    {
        if (await FindCommentPlaceAsync(commentId, viewer, cancellationToken) is not { } place
            || await connections.FindAsync<CommentItem>(
                IdeaReadSql.Comment, new { id = commentId }, cancellationToken) is not { } comment)
            return null;
        return (place.IdeaId, Readable(comment, place.ClusterId, viewer));
    }

    /// <summary>All versions of an idea, the present one first; none if the viewer may not see it.</summary>
    public Task<IReadOnlyList<IdeaVersion>> ListVersionsAsync(
        string ideaId, Viewer viewer, CancellationToken cancellationToken = default) =>
        connections.ListAsync<IdeaVersion>(IdeaReadSql.Versions(viewer), Parameters(ideaId, viewer), cancellationToken);

    /// <summary>All versions of a comment, the present one first; none if the viewer may not read it.</summary>
    public Task<IReadOnlyList<CommentVersion>> ListCommentVersionsAsync(
        string commentId, Viewer viewer, CancellationToken cancellationToken = default) =>
        connections.ListAsync<CommentVersion>(
            IdeaReadSql.CommentVersions(viewer), Parameters(commentId, viewer), cancellationToken);

    private static object Parameters(string id, Viewer viewer, string path = "", int take = 1) =>
        new { id, viewer = viewer.MemberId ?? "", coordinated = new InList(viewer.CoordinatedClusters), path, take };

    /// <summary>A page of a tag that many ideas have, if it is found without sorting all of them.</summary>
    private async Task<Page<IdeaItem>?> FindAmongFirstAsync(
        IdeaFilter filter, Viewer viewer, CancellationToken cancellationToken)
    {
        if (filter.Tag is null || filter.AuthorId is not null || filter.ParticipantId is not null)
            return null;
        var list = new IdeaList(filter, viewer, isOfFirst: true);
        var ofTag = await connections.FindAsync<long>(IdeaList.CountOfTag, list.Parameters, cancellationToken);
        if (ofTag < IdeaList.CommonIdeas)
            return null;
        var page = await ReadAsync(list, cancellationToken);
        return page.Next is null ? null : page;
    }

    private async Task<Page<IdeaItem>> ReadAsync(IdeaList list, CancellationToken cancellationToken)
    {
        var rows = await connections.ListAsync<IdeaItem>(list.Sql, list.Parameters, cancellationToken);
        return rows.ToPage(list.Limit, list.Scope, list.End);
    }

    private static Page<CommentItem> CommentPage(
        IReadOnlyList<CommentItem> rows, int limit, string clusterId, Viewer viewer)
    {
        var page = rows.ToPage(limit, CommentScope, row => new Cursor(row.Path, row.Id));
        return viewer.Moderates(clusterId)
            ? page
            : page with { Items = [.. page.Items.Select(row => Readable(row, clusterId, viewer))] };
    }

    private static CommentItem Readable(CommentItem comment, string clusterId, Viewer viewer) =>
        comment.Visibility == Visibility.Visible || comment.AuthorId == viewer.MemberId || viewer.Moderates(clusterId)
            ? comment
            : comment with { Body = null };
}
