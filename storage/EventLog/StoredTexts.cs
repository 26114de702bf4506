using Dapper;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.EventLog;

/// <summary>The texts as they are stored now, for whoever reads the log later than it is written.</summary>
public sealed class StoredTexts(IReadConnections connections) : ITextSource
{
    public string Read(string textId)
    {
        using var lease = connections.Rent();
        return lease.Connection.QuerySingleOrDefault<string>(
            "SELECT content FROM texts WHERE id = @textId", new { textId }) ?? "";
    }
}
