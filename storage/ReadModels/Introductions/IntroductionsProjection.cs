using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.ReadModels.Introductions;

/// <summary>Wishes to be introduced, whose task they are, and what came of them.</summary>
internal sealed class IntroductionsProjection : IProjection
{
    private const string Ask =
        """
        INSERT INTO introductions (id, member_id, kind, target_id, organisation_id, state, asked_at)
        VALUES (@p0, @p1, @p2, @p3, @p4, 'Open', @p5)
        """;

    private const string Assign =
        "INSERT INTO introduction_clusters (cluster_id, introduction_id) VALUES (@p0, @p1)";

    private const string Conclude =
        """
        UPDATE introductions SET state = @p1, asking_organisation_id = @p2, note_id = @p3, concluded_by = @p4,
            concluded_at = @p5, concluded_position = @p6
        WHERE id = @p0
        """;

    private const string Delete = "DELETE FROM introductions WHERE id = @p0";
    private const string Release = "DELETE FROM introduction_clusters WHERE introduction_id = @p0";

    public string Name => "introductions";

    public IReadOnlyList<string> Tables { get; } = ["introductions", "introduction_clusters"];

    public IEnumerable<Statement> Project(RecordedEvent recorded, ITextSource texts) => recorded.Event switch
    {
        // A wish that was not fulfilled may be wished again.
        IntroductionAsked e =>
        [
            new(Delete, e.IntroductionId),
            new(Release, e.IntroductionId),
            new(
                Ask, e.IntroductionId, recorded.AggregateId(), $"{e.Kind}", e.TargetId, e.OrganisationId,
                e.At.Milliseconds()),
            .. e.ClusterIds.Select(cluster => new Statement(Assign, cluster, e.IntroductionId)),
        ],
        IntroductionConcluded e =>
        [
            new(
                Conclude, e.IntroductionId, $"{e.Outcome}", e.AskingOrganisationId, e.Note.Id, e.By,
                e.At.Milliseconds(), recorded.Position),
        ],
        IntroductionWithdrawn e => [new(Delete, e.IntroductionId), new(Release, e.IntroductionId)],
        _ => [],
    };
}
