using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.ReadModels.Members;

/// <summary>
/// Members, their answers to recommendations, and what they block there. Their names are in the table profiles, not
/// here.
/// </summary>
internal sealed class MembersProjection : IProjection
{
    private const string Insert =
        """
        INSERT INTO members (id, origin, locale, is_operator, organisation_id, tags, created_at, version)
        VALUES (@p0, @p1, @p2, @p3, NULL, '', @p4, @p5)
        """;

    private const string SetTags = "UPDATE members SET version = @p1, tags = @p2 WHERE id = @p0";
    private const string SetOrganisation = "UPDATE members SET version = @p1, organisation_id = @p2 WHERE id = @p0";
    private const string SetLocale = "UPDATE members SET version = @p1, locale = @p2 WHERE id = @p0";
    private const string SetActivity = "UPDATE members SET version = @p1, uses_activity = @p2 WHERE id = @p0";
    private const string SetOperator = "UPDATE members SET version = @p1, is_operator = 1 WHERE id = @p0";
    private const string Touch = "UPDATE members SET version = @p1 WHERE id = @p0";

    private const string Answer =
        """
        INSERT INTO recommendation_answers (member_id, kind, target_id, answer, at) VALUES (@p0, @p1, @p2, @p3, @p4)
        ON CONFLICT (member_id, kind, target_id) DO UPDATE SET answer = excluded.answer, at = excluded.at
        """;

    private const string TakeAnswerBack =
        """
        DELETE FROM recommendation_answers WHERE member_id = @p0 AND kind = @p1 AND target_id = @p2
        """;

    private const string Block =
        "INSERT INTO blocked_organisations (member_id, organisation_id, at) VALUES (@p0, @p1, @p2)";

    private const string Unblock =
        "DELETE FROM blocked_organisations WHERE member_id = @p0 AND organisation_id = @p1";

    public string Name => "members";

    public IReadOnlyList<string> Tables { get; } = ["members", "recommendation_answers", "blocked_organisations"];

    public IEnumerable<Statement> Project(RecordedEvent recorded, ITextSource texts)
    {
        var id = recorded.AggregateId();
        var version = recorded.Version;
        return recorded.Event switch
        {
            MemberRegistered e =>
            [
                new(
                    Insert, e.MemberId, $"{e.Origin}", e.Locale, e.IsOperator ? 1 : 0, e.At.Milliseconds(), version),
            ],
            MemberTagsChanged e => [new(SetTags, id, version, Rows.Join(e.Tags))],
            MemberOrganisationChanged e => [new(SetOrganisation, id, version, e.OrganisationId)],
            MemberLocaleChanged e => [new(SetLocale, id, version, e.Locale)],
            MemberActivityUseChanged e => [new(SetActivity, id, version, e.UsesActivity ? 1 : 0)],
            MemberProfileChanged => [new(Touch, id, version)],
            OperatorAppointed => [new(SetOperator, id, version)],
            RecommendationAnswered e =>
            [
                new(Answer, id, $"{e.Kind}", e.TargetId, $"{e.Answer}", e.At.Milliseconds()),
                new(Touch, id, version),
            ],
            IntroductionAsked or IntroductionConcluded => [new(Touch, id, version)],
            IntroductionWithdrawn e =>
            [
                new(TakeAnswerBack, id, $"{e.Kind}", e.TargetId), new(Touch, id, version),
            ],
            OrganisationBlocked e =>
            [
                new(Block, id, e.OrganisationId, e.At.Milliseconds()), new(Touch, id, version),
            ],
            OrganisationUnblocked e => [new(Unblock, id, e.OrganisationId), new(Touch, id, version)],
            _ => [],
        };
    }
}
