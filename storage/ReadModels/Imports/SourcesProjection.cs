using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.ReadModels.Imports;

/// <summary>Which thing of another system became which thing here; the same one never twice.</summary>
internal sealed class SourcesProjection : IProjection
{
    private const string Insert = "INSERT INTO sources (source, kind, id) VALUES (@p0, @p1, @p2)";

    public string Name => "sources";

    public IReadOnlyList<string> Tables { get; } = ["sources"];

    public IEnumerable<Statement> Project(RecordedEvent recorded, ITextSource texts) => recorded.Event switch
    {
        IdeaImported e => [new(Insert, e.Source, "idea", e.IdeaId)],
        CommentImported e => [new(Insert, e.Source, "comment", e.CommentId)],
        ClusterCreated { Source: { } source } e => [new(Insert, source, "cluster", e.ClusterId)],
        OrganisationRegistered { Source: { } source } e => [new(Insert, source, "organisation", e.OrganisationId)],
        _ => [],
    };
}
