using IdeaStorage.Tests.Postgres;

namespace IdeaStorage.Web.Tests;

/// <summary>The same program on PostgreSQL, over a database of its own of the test server.</summary>
public sealed class PostgresSite : Site
{
    private PostgresTestDatabase? _database;

    protected override string Database => _database!.ConnectionString;

    public override async ValueTask InitializeAsync()
    {
        // Where there is no server, the tests themselves say so and are skipped; a fixture cannot.
        if (!PostgresServer.IsInstalled)
            return;
        _database = new PostgresTestDatabase();
        await base.InitializeAsync();
    }

    /// <summary>Changes the database as none of our programs does: nobody is told.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = _database!.Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _database?.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Everyone of <see cref="World"/> on PostgreSQL.</summary>
public sealed class PostgresWorld() : World(new PostgresSite())
{
    public PostgresSite Postgres => (PostgresSite)Site;

    public override ValueTask InitializeAsync() =>
        PostgresServer.IsInstalled ? base.InitializeAsync() : ValueTask.CompletedTask;
}
