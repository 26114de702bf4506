using IdeaStorage.Storage.Database.Postgres;

namespace IdeaStorage.Tests.Postgres;

/// <summary>
/// A database of one test's own on the shared server: with our tables and without rows, gone with this object.
/// </summary>
internal sealed class PostgresTestDatabase : IDisposable
{
    private static readonly Lock Making = new();
    private static readonly Lazy<string> Template = new(MakeTemplate);

    public PostgresTestDatabase()
    {
        // A database is copied only while nobody is connected to it.
        lock (Making)
            Name = PostgresServer.Shared.CreateDatabase(Template.Value);
    }

    public string Name { get; }

    public string ConnectionString => PostgresServer.Shared.ConnectionString(Name);

    public void Dispose() => PostgresServer.Shared.DropDatabase(Name);

    /// <summary>The migrations run once; a copy of their result takes a fraction of their time.</summary>
    private static string MakeTemplate()
    {
        var name = PostgresServer.Shared.CreateDatabase();
        using var migrated = PostgresDatabase.Open(
            PostgresServer.Shared.ConnectionString(name), TimeProvider.System);
        return name;
    }
}
