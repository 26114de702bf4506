using Dapper;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.ReadModels.Ideas;

/// <summary>What happened to the ideas that a member follows, and introductions of theirs.</summary>
/// <remarks>No projection: it is written after the events, by a tail, and a short while later than they are.</remarks>
public sealed class IdeaNews
{
    /// <summary>Unseen news are counted up to here: nobody cares how many more there are.</summary>
    public const int UnseenMax = 100;

    /// <summary>The tail that writes them.</summary>
    public const string Tail = "news";

    private const string Scope = "news";

    // Those who followed before it happened; their own acts are no news to them. A second time changes nothing.
    private const string Insert =
        """
        INSERT INTO news (member_id, position, idea_id, comment_id, stage, by_id, at)
        SELECT f.member_id, @Position, @IdeaId, @CommentId, @Stage, @ById, @At
        FROM follows f WHERE f.idea_id = @IdeaId AND f.member_id <> @ById AND f.at <= @At
        ON CONFLICT DO NOTHING
        """;

    // Introductions are there with their event, other news a while later. None is shown before all older ones can be:
    // whoever has seen one has seen those below it, too.
    private const string Told = $"(SELECT position FROM tails WHERE name = '{Tail}')";

    // Who wished reads of whom; the other side reads of who wished, and only if it came about.
    private const string OfIntroductions =
        $"""
        SELECT n.concluded_position, NULL, NULL, NULL, NULL, n.state, o.id, x.content,
            CASE WHEN n.member_id <> @viewer THEN n.member_id END,
            CASE WHEN n.member_id <> @viewer THEN m.display_name END,
            n.concluded_by, COALESCE(p.display_name, ''), n.concluded_at,
            n.concluded_position <= (SELECT position FROM seen)
        FROM introductions n
        LEFT JOIN organisations o ON o.id =
            CASE WHEN n.member_id = @viewer THEN n.organisation_id ELSE n.asking_organisation_id END
        LEFT JOIN texts x ON x.id = o.name_id
        LEFT JOIN profiles m ON m.member_id = n.member_id
        LEFT JOIN profiles p ON p.member_id = n.concluded_by
        WHERE n.concluded_position < @before AND n.concluded_position <= {Told}
            AND (n.member_id = @viewer OR (n.state = 'Made'
            AND n.organisation_id = (SELECT organisation_id FROM members WHERE id = @viewer)))
        """;

    // What everyone may see: a moderator or author reads a little more in the list than is counted here.
    private static readonly string s_unseen =
        $"""
        {SeenBy("@p0")}
        SELECT (SELECT COUNT(*) FROM (
                SELECT 1 FROM news n
                JOIN ideas i ON i.id = n.idea_id
                LEFT JOIN comments c ON c.id = n.comment_id
                WHERE n.member_id = @p0 AND n.position > (SELECT position FROM seen) AND i.is_public = 1
                    AND (n.comment_id IS NULL OR c.visibility = 'Visible')
                LIMIT {UnseenMax}) AS counted)
            + (SELECT COUNT(*) FROM introductions
                WHERE member_id = @p0 AND concluded_position > (SELECT position FROM seen)
                    AND concluded_position <= {Told})
            + (SELECT COUNT(*) FROM introductions
                WHERE organisation_id = (SELECT organisation_id FROM members WHERE id = @p0)
                    AND concluded_position > (SELECT position FROM seen) AND concluded_position <= {Told}
                    AND state = 'Made' AND member_id <> @p0)
        """;

    // Never beyond what has been told, or news that is still to come would count as seen.
    private const string See =
        """
        INSERT INTO news_seen (member_id, position)
        SELECT @memberId, CASE WHEN MAX(told) < @position THEN MAX(told) ELSE @position END
        FROM (
            SELECT position AS told FROM tails WHERE name = @tail
            UNION ALL
            SELECT MAX(position) FROM news WHERE member_id = @memberId) AS all_told
        HAVING MAX(told) > 0
        ON CONFLICT (member_id) DO UPDATE SET position = excluded.position
        WHERE excluded.position > news_seen.position
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

    /// <summary>
    /// The viewer's news, newest first; only what the viewer may still see. Beside those of ideas: what came of the
    /// viewer's wishes to be introduced, and who was introduced to the viewer's organisation.
    /// </summary>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public async Task<Result<Page<NewsItem>>> ListAsync(
        Viewer viewer, string? after = null, int? limit = null, CancellationToken cancellationToken = default)
    {
        if (!Cursor.TryRead(after, Scope, KeyKind.Number, out var cursor))
            return Cursor.Refused;
        var take = PageLimits.Clamp(limit);
        var rows = await _connections.ListAsync<NewsItem>(
            $"""
            {SeenBy("@viewer")}
            {OfIdeas(viewer)}
            UNION ALL
            {OfIntroductions}
            ORDER BY position DESC
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
        return rows.ToPage(take, Scope, row => Cursor.Of(row.Position, row.IdeaId ?? row.OrganisationId ?? "-"));
    }

    /// <summary>
    /// How much news the member has not seen, up to <see cref="UnseenMax"/>. Asked with every page, so it costs
    /// microseconds.
    /// </summary>
    public async ValueTask<int> CountUnseenAsync(string memberId, CancellationToken cancellationToken = default)
    {
        using var lease = await _connections.RentAsync(cancellationToken);
        Span<long> count = stackalloc long[1];
        return lease.TryReadNumbers(s_unseen, memberId, count) ? (int)Math.Min(count[0], UnseenMax) : 0;
    }

    /// <summary>Marks news as seen, up to and with a position; what was seen stays seen.</summary>
    public Task SeeAsync(string memberId, long position, CancellationToken cancellationToken = default) =>
        _writer.WriteAsync(
            (connection, transaction) => connection.Execute(See, new { memberId, position, tail = Tail }, transaction),
            cancellationToken);

    private static string SeenBy(string member) =>
        $"""
        WITH seen AS (
            SELECT COALESCE((SELECT position FROM news_seen WHERE member_id = {member}), 0) AS position
        )
        """;

    private static string OfIdeas(Viewer viewer) =>
        $"""
        SELECT n.position AS position, n.idea_id, COALESCE(t.content, '') AS idea_title, n.comment_id, n.stage,
            NULL AS introduction, NULL AS organisation_id, NULL AS organisation_name, NULL AS member_id,
            NULL AS member_name, n.by_id, COALESCE(p.display_name, '') AS by_name, n.at,
            n.position <= (SELECT position FROM seen) AS is_seen
        FROM news n
        JOIN ideas i ON i.id = n.idea_id
        LEFT JOIN comments c ON c.id = n.comment_id
        LEFT JOIN texts t ON t.id = i.title_id
        LEFT JOIN profiles p ON p.member_id = n.by_id
        WHERE n.member_id = @viewer AND n.position < @before AND {IdeaVisibility.Condition(viewer)}
            AND (n.comment_id IS NULL OR {IdeaVisibility.CommentCondition(viewer)})
        """;
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

/// <summary>One piece of news: of an idea, or of an introduction.</summary>
public sealed record NewsItem
{
    /// <summary>The idea; null where the news is of an introduction.</summary>
    public string? IdeaId { get; init; }

    public string? IdeaTitle { get; init; }

    /// <summary>The new comment, or null.</summary>
    public string? CommentId { get; init; }

    /// <summary>The new stage, or null. With neither, other organisations take part in the project of the idea.
    /// </summary>
    public IdeaStage? Stage { get; init; }

    /// <summary>What came of a wish to be introduced: the reader's own, or somebody's to meet the reader's
    /// organisation; null where the news is of an idea.</summary>
    public IntroductionOutcome? Introduction { get; init; }

    /// <summary>The other side's organisation, or null.</summary>
    public string? OrganisationId { get; init; }

    public string? OrganisationName { get; init; }

    /// <summary>Who wished to meet the reader's organisation; null where it was the reader.</summary>
    public string? MemberId { get; init; }

    public string? MemberName { get; init; }
    public required string ById { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The place in the log of what happened: later news have higher ones.</summary>
    public long Position { get; init; }

    /// <summary>Whether the member has seen the list since.</summary>
    public bool IsSeen { get; init; }
}
