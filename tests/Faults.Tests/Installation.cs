using IdeaStorage.Bench.Web;

namespace IdeaStorage.Faults.Tests;

/// <summary>What outlives the program: a data folder, and perhaps a database on a server.</summary>
/// <param name="Folder">The data folder.</param>
/// <param name="Database">A connection string of PostgreSQL, or null for SQLite in the folder.</param>
internal sealed record Installation(string Folder, string? Database = null)
{
    public Task<AppProcess> StartAsync() =>
        AppProcess.StartAsync(Folder, Database is null ? [] : ["--database", Database]);
}
