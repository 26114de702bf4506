using Dapper;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.Recommendations;

/// <summary>
/// What was recommended to members, at which place, and whether it was opened: one row for a member, an item and a day,
/// however often it is shown. Members who keep their activity out of recommendations leave no rows. Not part of the
/// log: rows are figures that are thrown away after some time.
/// </summary>
public sealed class Impressions(IDatabaseWriter writer, IReadConnections connections)
{
    private const long DayMilliseconds = 24L * 60 * 60 * 1000;

    private const string ShowSql =
        """
        INSERT INTO shown_recommendations (day, member_id, kind, item_id, model, place, is_opened)
        SELECT @Day, @MemberId, @Kind, @ItemId, @Model, @Place, 0
        WHERE EXISTS (SELECT 1 FROM members WHERE id = @MemberId AND uses_activity = 1)
        ON CONFLICT DO NOTHING
        """;

    private const string OpenSql =
        """
        UPDATE shown_recommendations SET is_opened = 1
        WHERE day = @Day AND member_id = @MemberId AND kind = @Kind AND item_id = @ItemId
        """;

    /// <summary>An answer counts for what was shown on its own day.</summary>
    private const string FiguresSql =
        """
        SELECT s.model, COALESCE(t.trainer, s.model) AS trainer, t.at AS trained_at, s.kind, s.place,
            count(*) AS shown,
            count(CASE WHEN s.is_opened = 1 THEN 1 END) AS opened,
            count(CASE WHEN a.answer IN ('Interested', 'Introduce') THEN 1 END) AS accepted,
            count(CASE WHEN a.answer = 'NotRelevant' THEN 1 END) AS declined
        FROM shown_recommendations s
        LEFT JOIN trained_models t ON t.id = s.model
        LEFT JOIN recommendation_answers a ON a.member_id = s.member_id AND a.kind = s.kind AND a.target_id = s.item_id
            AND a.at >= s.day * 86400000 AND a.at < (s.day + 1) * 86400000
        WHERE s.day >= @from
        GROUP BY s.model, t.trainer, t.at, s.kind, s.place
        ORDER BY t.at IS NULL, t.at DESC, s.model, s.kind, s.place
        """;

    public static long DayOf(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / DayMilliseconds;

    /// <summary>Writes down what was shown and opened, all in one write.</summary>
    public Task<int> WriteAsync(
        IReadOnlyList<Shown> shown, IReadOnlyList<Opened> opened, CancellationToken cancellationToken = default) =>
        writer.WriteAsync(
            (connection, transaction) =>
                connection.Execute(ShowSql, shown, transaction) + connection.Execute(OpenSql, opened, transaction),
            cancellationToken);

    /// <summary>Forgets what was shown before a day.</summary>
    /// <returns>How many rows there were.</returns>
    public Task<int> ForgetAsync(long beforeDay, CancellationToken cancellationToken = default) => writer.WriteAsync(
        (connection, transaction) => connection.Execute(
            "DELETE FROM shown_recommendations WHERE day < @beforeDay", new { beforeDay }, transaction),
        cancellationToken);

    /// <summary>What was shown since a day, and what became of it, by model (the newest first), kind and
    /// place.</summary>
    public Task<IReadOnlyList<ShownFigures>> ReadAsync(long fromDay, CancellationToken cancellationToken = default) =>
        connections.ListAsync<ShownFigures>(FiguresSql, new { from = fromDay }, cancellationToken);
}

/// <summary>An item was in a member's list.</summary>
/// <param name="Day">Days since 1970, UTC.</param>
/// <param name="MemberId">Whose list.</param>
/// <param name="Kind"><c>Organisation</c> or <c>Idea</c>.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Model">The model that put it there, or the name of the built-in trainer.</param>
/// <param name="Place">From 1.</param>
public sealed record Shown(long Day, string MemberId, string Kind, string ItemId, string Model, int Place);

/// <summary>A member followed a list's link to an item.</summary>
public sealed record Opened(long Day, string MemberId, string Kind, string ItemId);

/// <summary>What became of what one model put at one place.</summary>
public sealed record ShownFigures
{
    /// <summary>The model, or the name of the built-in trainer.</summary>
    public required string Model { get; init; }

    public required string Trainer { get; init; }

    /// <summary>When it was trained; null for the built-in one, and for one that is forgotten.</summary>
    public DateTimeOffset? TrainedAt { get; init; }

    public required string Kind { get; init; }
    public long Place { get; init; }
    public long Shown { get; init; }
    public long Opened { get; init; }

    /// <summary>Answered with "interested" or "introduce us".</summary>
    public long Accepted { get; init; }

    public long Declined { get; init; }
}
