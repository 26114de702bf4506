using IdeaStorage.Silo.Hosting;
using IdeaStorage.Storage;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Tests.Postgres;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Startup;
using IdeaStorage.Web.Startup.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Web.Tests.Startup;

/// <summary>Where a cluster is configured, its database is that of pages, accounts and every command.</summary>
public sealed class ClusterDatabaseTests : IDisposable
{
    private const string Elsewhere = "Host=elsewhere;Database=ideas";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ideastorage-cluster-");

    [Fact]
    public async Task Accounts_OfAClusterWeb_LieInTheClustersDatabase()
    {
        using var database = new PostgresTestDatabase();
        var options = new ServerOptions(ServerOptions.DefaultUrls, _data, Demo: false) { Settings = Of(database) };
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStorage(options.Storage);
        services.AddAccounts(options.KeysFolder, options.Storage);
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();

        var accounts = scope.ServiceProvider.GetRequiredService<IdentityDb>();

        Assert.True(accounts.Database.IsNpgsql());
        Assert.Empty(await accounts.Users.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("tails", "list")]
    [InlineData("rebuild")]
    [InlineData("rebuild-activity")]
    [InlineData("verify")]
    [InlineData("backup", "cluster.zip")]
    public async Task ACommand_WorksOnTheClustersDatabase(params string[] words)
    {
        using var database = new PostgresTestDatabase();
        string[] line = [.. words.Select(word => word.Replace("cluster.zip", Path.Combine(_data.FullName, word)))];

        var end = await Commands.CreateRoot(Of(database)).Parse([.. line, "--data", _data.FullName])
            .InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(0, end);
        Assert.False(File.Exists(Path.Combine(_data.FullName, SqliteDatabase.FileName)));
    }

    [Theory]
    [InlineData("tails", "list")]
    [InlineData("rebuild")]
    [InlineData("rebuild-activity")]
    [InlineData("verify")]
    public async Task ACommand_WhereThereIsNoInstallation_MakesNone(params string[] words)
    {
        var end = await Commands.CreateRoot(new Settings()).Parse([.. words, "--data", _data.FullName])
            .InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(1, end);
        Assert.Empty(_data.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData(Elsewhere)]
    [InlineData(StorageAddress.Sqlite)]
    public void Settings_ThatNameTwoDatabases_AreRefused(string other)
    {
        var settings = new Settings
        {
            Database = other,
            Cluster = new() { Id = "c", Postgres = "Host=db;Password=x1" },
        };

        var fault = Assert.Single(SettingsChecks.FaultsOf(settings));

        Assert.Contains("In a cluster leave the former out.", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("x1", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_ThatNameTheSameDatabaseTwice_AreRight() => Assert.Empty(SettingsChecks.FaultsOf(new Settings
    {
        Database = "postgres://db/ideas",
        Cluster = new() { Id = "c", Postgres = "Host=db;Database=ideas" },
    }));

    /// <summary>What the command line says is no setting; the server refuses it all the same, whatever it is built for.
    /// </summary>
    [Fact]
    public void AServer_OnAnotherDatabaseThanItsCluster_IsRefused()
    {
        var options = new ServerOptions(ServerOptions.DefaultUrls, _data, Demo: false)
        {
            Settings = new Settings { Cluster = new() { Id = "c", Postgres = "Host=db;Database=ideas" } },
            Database = Elsewhere,
        };

        var refused = Assert.Throws<ClusterUnusableException>(() => WebApp.Build(options));

        Assert.Contains("names another database", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static Settings Of(PostgresTestDatabase database) =>
        new() { Cluster = new ClusterSettings { Id = "test", Postgres = database.ConnectionString } };
}
