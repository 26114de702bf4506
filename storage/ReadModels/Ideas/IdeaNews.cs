using Dapper;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.ReadModels.Ideas;

/// <summary>What happened to the ideas that a member follows.</summary>
/// <remarks>No projection: it is written after the events, by a tail, and a short while later than they are.</remarks>
public sealed class IdeaNews
{
    private const string Scope = "news";

    // Those who followed before it happened; their own acts are no news to them. A second time changes nothing.
    private const string Insert =
        """
        INSERT INTO news (member_id, position, idea_id, comment_id, stage, by_id, at)
        SELECT f.member_id, @Position, @IdeaId, @CommentId, @Stage, @ById, @At
        FROM follows f WHERE f.idea_id = @IdeaId AND f.member_id <> @ById AND f.at <= @At
        ON CONFLICT DO NOTHING
        """;

    private readonly IDatabase _database;
    private readonly IDatabaseWriter _writer;
    private readonly IReadConnections _connections;

    internal IdeaNews(IDatabase database, IDatabaseWriter writer, IReadConnections connections) =>
        (_database, _writer, _connections) = (database, writer, connections);

    /// <summary>Which of these ideas anyone follows.</summary>
    public async Task<IReadOnlySet<string>> FindFollowedAsync(
        IReadOnlyList<string> ideaIds, CancellationToken cancellationToken = default)
    {
        if (ideaIds.Count == 0)
            return new HashSet<string>();
        var (list, parameters) = new InList(ideaIds).ByPosition();
        return (await _database.ListAsync(
            $"SELECT DISTINCT idea_id FROM follows WHERE idea_id IN ({list})", static row => row.Text(0), parameters,
            cancellationToken)).ToHashSet();
    }

    /// <summary>Tells the followers; all of it, or nothing.</summary>
    public Task TellAsync(
        IReadOnlyList<IdeaHappening> happenings, CancellationToken cancellationToken = default)
    {
        var told = happenings.Select(one => new
        {
            one.Position,
            one.IdeaId,
            one.CommentId,
            Stage = one.Stage?.ToString(),
            one.ById,
            At = one.At.ToUnixTimeMilliseconds(),
        }).ToArray();
        return _writer.WriteAsync(
            (connection, transaction) => connection.Execute(Insert, told, transaction), cancellationToken);
    }

    /// <summary>The viewer's news, newest first; only what the viewer may still see.</summary>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public async Task<Result<Page<IdeaNewsItem>>> ListAsync(
        Viewer viewer, string? after = null, int? limit = null, CancellationToken cancellationToken = default)
    {
        if (!Cursor.TryRead(after, Scope, KeyKind.Number, out var cursor))
            return Cursor.Refused;
        var take = PageLimits.Clamp(limit);
        var rows = await _connections.ListAsync<IdeaNewsItem>(
            $"""
            SELECT n.position, n.idea_id, n.comment_id, n.stage, n.by_id, n.at, COALESCE(t.content, '') AS idea_title,
                COALESCE(p.display_name, '') AS by_name
            FROM news n
            JOIN ideas i ON i.id = n.idea_id
            LEFT JOIN comments c ON c.id = n.comment_id
            LEFT JOIN texts t ON t.id = i.title_id
            LEFT JOIN profiles p ON p.member_id = n.by_id
            WHERE n.member_id = @viewer AND n.position < @before AND {IdeaVisibility.Condition(viewer)}
                AND (n.comment_id IS NULL OR {IdeaVisibility.CommentCondition(viewer)})
            ORDER BY n.position DESC
            LIMIT @take
            """,
            new
            {
                viewer = viewer.MemberId ?? "",
                coordinated = new InList(viewer.CoordinatedClusters),
                before = cursor?.Number ?? long.MaxValue,
                take = take + 1,
            },
            cancellationToken);
        return rows.ToPage(take, Scope, row => Cursor.Of(row.Position, row.IdeaId));
    }
}

/// <summary>What there is to tell of an idea: a comment, a new stage, or with neither, other participants.</summary>
/// <param name="Position">The position of its event.</param>
/// <param name="IdeaId">The idea.</param>
/// <param name="CommentId">The comment, or null.</param>
/// <param name="Stage">The new stage, or null.</param>
/// <param name="ById">Who did it.</param>
/// <param name="At">When.</param>
public sealed record IdeaHappening(
    long Position, string IdeaId, string? CommentId, IdeaStage? Stage, string ById, DateTimeOffset At);

/// <summary>One piece of news.</summary>
public sealed record IdeaNewsItem
{
    public required string IdeaId { get; init; }
    public required string IdeaTitle { get; init; }

    /// <summary>The new comment, or null.</summary>
    public string? CommentId { get; init; }

    /// <summary>The new stage, or null. With neither, other organisations take part than before.</summary>
    public IdeaStage? Stage { get; init; }

    public required string ById { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }

    internal long Position { get; init; }
}
