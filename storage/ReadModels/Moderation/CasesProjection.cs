using IdeaStorage.Domain.Moderation;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.ReadModels.Moderation;

/// <summary>Moderation cases with their flags and decisions, and what the decisions tell author and flaggers.</summary>
internal sealed class CasesProjection : IProjection
{
    private const string Flag =
        """
        INSERT INTO cases (
            id, cluster_id, idea_id, comment_id, author_id, is_open, flags, opened_at, changed_at, version)
        VALUES (@p0, @p1, @p2, @p3, @p4, 1, 1, @p5, @p5, @p6)
        ON CONFLICT (id) DO UPDATE SET
            is_open = 1, flags = cases.flags + 1, changed_at = excluded.changed_at, version = excluded.version
        """;

    private const string InsertFlag =
        "INSERT INTO case_flags (case_id, member_id, category, note_id, at) VALUES (@p0, @p1, @p2, @p3, @p4)";

    private const string Decide =
        """
        UPDATE cases
        SET is_open = 0, version = @p1, decision = @p2, reason_id = @p3, decided_by = @p4, decided_at = @p5,
            changed_at = @p5
        WHERE id = @p0
        """;

    private const string InsertDecision =
        """
        INSERT INTO case_decisions (case_id, version, decision, reason_id, by_id, at)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5)
        """;

    private const string NotifyAuthor =
        """
        INSERT INTO notices (member_id, position, audience, case_id, decision, reason_id, at)
        SELECT author_id, @p1, 'Author', id, @p2, @p3, @p4 FROM cases WHERE id = @p0
        """;

    private const string NotifyFlaggers =
        """
        INSERT INTO notices (member_id, position, audience, case_id, decision, reason_id, at)
        SELECT f.member_id, @p1, 'Flagger', f.case_id, @p2, @p3, @p4
        FROM case_flags f JOIN cases c ON c.id = f.case_id
        WHERE f.case_id = @p0 AND f.member_id <> c.author_id
        """;

    public string Name => "cases";

    public IReadOnlyList<string> Tables { get; } = ["cases", "case_flags", "case_decisions", "notices"];

    public IEnumerable<Statement> Project(RecordedEvent recorded, ITextSource texts) => recorded.Event switch
    {
        ContentFlagged e =>
        [
            new(
                Flag, e.CaseId, e.Target.ClusterId, e.Target.IdeaId, e.Target.CommentId, e.Target.AuthorId,
                e.At.Milliseconds(), recorded.Version),
            new(InsertFlag, e.CaseId, e.By, $"{e.Category}", e.Note?.Id, e.At.Milliseconds()),
        ],
        CaseDecided e => Decided(recorded, recorded.AggregateId(), e),
        _ => [],
    };

    private static IEnumerable<Statement> Decided(RecordedEvent recorded, string id, CaseDecided e)
    {
        var (decision, reason, at) = ($"{e.Decision}", e.Reason.Id, e.At.Milliseconds());
        return
        [
            new(Decide, id, recorded.Version, decision, reason, e.By, at),
            new(InsertDecision, id, recorded.Version, decision, reason, e.By, at),
            new(NotifyAuthor, id, recorded.Position, decision, reason, at),
            new(NotifyFlaggers, id, recorded.Position, decision, reason, at),
        ];
    }
}
