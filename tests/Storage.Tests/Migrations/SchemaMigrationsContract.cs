using System.Data.Common;
using Dapper;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Migrations;
using IdeaStorage.Tests.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace IdeaStorage.Storage.Tests.Migrations;

/// <summary>How a schema is brought up to date; one class per database derives from it.</summary>
public abstract class SchemaMigrationsContract(DbConnection connection, string dialect) : IDisposable
{
    private static readonly Migration First = new(1, "0001_first", "CREATE TABLE one (id INTEGER);");
    private static readonly Migration Second = new(2, "0002_second", "CREATE TABLE two (id INTEGER);");

    /// <summary>How many of our tables and those of the tests there are.</summary>
    protected abstract string CountTables { get; }

    [Fact]
    public void BuiltIn_AreNumberedWithoutGapsAndApplyToAnEmptyDatabase()
    {
        var known = Migration.BuiltIn(dialect);
        Assert.Equal(Enumerable.Range(1, known.Count), known.Select(migration => migration.Version));
        Apply([.. known]);
        Assert.Equal(known.Count, Scalar("SELECT count(*) FROM schema_versions"));
    }

    [Fact]
    public void BuiltIn_DeferNoConstraint() => Assert.All(
        Migration.BuiltIn(dialect),
        migration => Assert.DoesNotContain("DEFERR", migration.Sql, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Apply_WhenSomeAreNew_AppliesOnlyThose()
    {
        Apply(First);
        Apply(First, Second);
        Apply(First, Second);
        Assert.Equal(0, Scalar("SELECT (SELECT count(*) FROM one) + (SELECT count(*) FROM two)"));
        Assert.Equal(2, Scalar("SELECT max(version) FROM schema_versions"));
    }

    [Fact]
    public void Apply_WhenLineEndsDiffer_IsTheSameMigration()
    {
        Apply(new Migration(1, "0001_first", "CREATE TABLE one (\n id INTEGER);"));
        Apply(new Migration(1, "0001_first", "CREATE TABLE one (\r\n id INTEGER);"));
    }

    [Fact]
    public void Apply_WhenAnAppliedOneWasAltered_NamesIt()
    {
        Apply(First);
        var altered = new Migration(1, "0001_first", "CREATE TABLE one (id TEXT);");
        Assert.Contains("0001_first", Assert.Throws<DatabaseUnusableException>(() => Apply(altered)).Message);
    }

    [Fact]
    public void Apply_WhenDatabaseIsNewer_SaysToRunTheNewerProgram()
    {
        Apply(First, Second);
        var exception = Assert.Throws<DatabaseUnusableException>(() => Apply(First));
        Assert.Contains("0002_second", exception.Message);
        Assert.Contains("newer program", exception.Message);
    }

    [Fact]
    public void Apply_WhenOneWasSkipped_NamesIt()
    {
        Apply(Second);
        Assert.Contains("0001_first", Assert.Throws<DatabaseUnusableException>(() => Apply(First, Second)).Message);
    }

    [Fact]
    public void Apply_WhenALaterOneFails_ChangesNothing()
    {
        var broken = new Migration(2, "0002_broken", "CREATE TABLE two (id INTEGER); CREATE TABLE one (id INTEGER);");
        Assert.ThrowsAny<DbException>(() => Apply(First, broken));
        Assert.Equal(0, Scalar(CountTables));
    }

    public virtual void Dispose()
    {
        connection.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Apply(params Migration[] known)
    {
        using var transaction = connection.BeginTransaction();
        SchemaMigrations.Apply(transaction, TimeProvider.System, known);
        transaction.Commit();
    }

    private long Scalar(string sql) => connection.ExecuteScalar<long>(sql);
}

public sealed class SqliteSchemaMigrationsTests() : SchemaMigrationsContract(Connect(), "Sqlite")
{
    protected override string CountTables => "SELECT count(*) FROM sqlite_schema";

    private static SqliteConnection Connect()
    {
        var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        return connection;
    }
}

public sealed class PostgresSchemaMigrationsTests : SchemaMigrationsContract
{
    private readonly string _name;

    public PostgresSchemaMigrationsTests()
        : this(PostgresServer.Shared.CreateDatabase())
    {
    }

    private PostgresSchemaMigrationsTests(string name)
        : base(Connect(name), "Postgres") => _name = name;

    protected override string CountTables => "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";

    public override void Dispose()
    {
        base.Dispose();
        PostgresServer.Shared.DropDatabase(_name);
    }

    private static NpgsqlConnection Connect(string name)
    {
        var connection = new NpgsqlConnection(PostgresServer.Shared.ConnectionString(name) + ";Pooling=false");
        connection.Open();
        return connection;
    }
}

/// <summary>The two schemas are one, but for what each has for full-text search.</summary>
public sealed class SchemasTests : IDisposable
{
    private const string SqliteColumns =
        """
        SELECT m.name || '.' || c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '%_search%'
        """;

    private const string PostgresColumns =
        """
        SELECT table_name || '.' || column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name NOT LIKE '%_search%'
            AND table_name NOT IN ('cluster_versions', 'cluster_silos', 'orleansquery')
        """;

    private readonly StorageFixture _sqlite = StorageFixture.InMemory(WriterTurns.OwnThread);
    private readonly StorageFixture _postgres = StorageFixture.OnPostgres(WriterTurns.OwnThread);

    [Fact]
    public void EveryTableAndColumn_IsOnBothDatabases()
    {
        var (sqlite, postgres) = (Columns(_sqlite, SqliteColumns), Columns(_postgres, PostgresColumns));
        Assert.NotEmpty(sqlite);
        Assert.Equal(sqlite, postgres);
    }

    public void Dispose()
    {
        _sqlite.Dispose();
        _postgres.Dispose();
    }

    private static IEnumerable<string> Columns(StorageFixture storage, string sql)
    {
        using var lease = storage.Reads.Rent();
        return lease.Connection.Query<string>(sql).Order(StringComparer.Ordinal);
    }
}
