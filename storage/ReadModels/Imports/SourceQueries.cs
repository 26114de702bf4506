using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.ReadModels.Imports;

/// <summary>What imports made before.</summary>
public sealed class SourceQueries(IReadConnections connections)
{
    private const string FindSql = "SELECT id FROM sources WHERE source = @source";

    /// <summary>The id of what was imported from this source (<c>ideascale:317202</c>), or null.</summary>
    public Task<string?> FindAsync(string source, CancellationToken cancellationToken = default) =>
        connections.FindAsync<string>(FindSql, new { source }, cancellationToken);
}
