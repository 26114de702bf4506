using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace IdeaStorage.Storage.Tests.Migrations;

public sealed class SqliteMigrationsTests : IDisposable
{
    private static readonly Migration First = new(1, "0001_first", "CREATE TABLE one (id INTEGER);");
    private static readonly Migration Second = new(2, "0002_second", "CREATE TABLE two (id INTEGER);");

    private readonly SqliteConnection _connection = new("Data Source=:memory:;Pooling=False");

    public SqliteMigrationsTests() => _connection.Open();

    [Fact]
    public void BuiltIn_AreNumberedWithoutGapsAndApplyToAnEmptyDatabase()
    {
        var known = Migration.BuiltIn("Sqlite");
        Assert.Equal(Enumerable.Range(1, known.Count), known.Select(migration => migration.Version));
        SqliteMigrations.Apply(_connection, TimeProvider.System);
        Assert.Equal(known.Count, Scalar("SELECT count(*) FROM schema_versions"));
    }

    [Fact]
    public void BuiltIn_DeferNoConstraint() => Assert.All(
        Migration.BuiltIn("Sqlite"),
        migration => Assert.DoesNotContain("DEFERR", migration.Sql, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Apply_WhenSomeAreNew_AppliesOnlyThose()
    {
        Apply(First);
        Apply(First, Second);
        Apply(First, Second);
        Assert.Equal(2, Scalar("SELECT count(*) FROM sqlite_schema WHERE name IN ('one', 'two')"));
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
        Assert.Throws<SqliteException>(() => Apply(First, broken));
        Assert.Equal(0, Scalar("SELECT count(*) FROM sqlite_schema"));
    }

    public void Dispose() => _connection.Dispose();

    private void Apply(params Migration[] known) => SqliteMigrations.Apply(_connection, TimeProvider.System, known);

    private long Scalar(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar());
    }
}
