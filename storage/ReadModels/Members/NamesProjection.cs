using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.ReadModels.Members;

/// <summary>
/// Counts when any name that pages show may have changed. A cached page is good while its own version and this one are
/// what they were.
/// </summary>
internal sealed class NamesProjection : IProjection
{
    private const string Advance =
        """
        INSERT INTO names_version (id, position) VALUES (@p0, @p1)
        ON CONFLICT (id) DO UPDATE SET position = CASE
            WHEN excluded.position > names_version.position THEN excluded.position ELSE names_version.position END
        """;

    public string Name => "names";

    public IReadOnlyList<string> Tables { get; } = ["names_version"];

    public IReadOnlyDictionary<string, string> SharedRows { get; } =
        new Dictionary<string, string> { ["names_version"] = Advance };

    public IEnumerable<Statement> Project(RecordedEvent recorded, ITextSource texts) => recorded.Event switch
    {
        MemberProfileChanged or MemberOrganisationChanged or OrganisationChanged or ClusterDescribed
            => [new(Advance, 1, recorded.Position)],
        _ => [],
    };
}
