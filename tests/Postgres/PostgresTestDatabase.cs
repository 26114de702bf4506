using IdeaStorage.Storage.Database.Postgres;
using Npgsql;

namespace IdeaStorage.Tests.Postgres;

/// <summary>
/// A database of one test's own on the shared server: with our tables and without rows, gone with this object.
/// </summary>
internal sealed class PostgresTestDatabase : IDisposable
{
    private static readonly Lock Making = new();
    private static readonly Lazy<string> Template = new(MakeTemplate);

    /// <param name="isEmpty">Without our tables too.</param>
    public PostgresTestDatabase(bool isEmpty = false)
        : this(isEmpty ? PostgresServer.Shared.CreateDatabase() : Copy())
    {
    }

    private PostgresTestDatabase(string name) => Name = name;

    public string Name { get; }

    public string ConnectionString => PostgresServer.Shared.ConnectionString(Name);

    /// <summary>What <c>pg_dump</c> of another one gives, restored.</summary>
    public static PostgresTestDatabase RestoreOf(PostgresTestDatabase other)
    {
        var restored = new PostgresTestDatabase(PostgresServer.Shared.CreateDatabase());
        var dump = PostgresServer.Shared.Run("pg_dump", other.Name);
        PostgresServer.Shared.Run("psql", restored.Name, dump);
        return restored;
    }

    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        return connection;
    }

    public void Dispose() => PostgresServer.Shared.DropDatabase(Name);

    private static string Copy()
    {
        // A database is copied only while nobody is connected to it.
        lock (Making)
            return PostgresServer.Shared.CreateDatabase(Template.Value);
    }

    /// <summary>The migrations run once; a copy of their result takes a fraction of their time.</summary>
    private static string MakeTemplate()
    {
        var name = PostgresServer.Shared.CreateDatabase();
        using var migrated = PostgresDatabase.Open(
            PostgresServer.Shared.ConnectionString(name), TimeProvider.System);
        return name;
    }
}
