using IdeaStorage.Silo.Hosting;
using IdeaStorage.Storage.Database.Postgres;
using IdeaStorage.Tests.Postgres;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Startup;
using IdeaStorage.Web.Startup.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Web.Tests.Cluster;

/// <summary>The web of a cluster, composed whole; only a build with Orleans has one.</summary>
public sealed class ClusterWebTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ideastorage-cluster-");

    [Fact]
    public async Task AWebOfACluster_HasAccountsLogAndReadModelsInItsDatabase()
    {
        using var database = new PostgresTestDatabase();
        await using var app = WebApp.Build(new ServerOptions("http://127.0.0.1:0", _data, Demo: false)
        {
            Settings = new Settings
            {
                Cluster = new ClusterSettings { Id = "test", Postgres = database.ConnectionString },
            },
        });
        await using var scope = app.Services.CreateAsyncScope();

        Assert.NotNull(scope.ServiceProvider.GetService<PostgresDatabase>());
        var accounts = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        Assert.True(accounts.Database.IsNpgsql());
        Assert.Empty(await accounts.Users.ToListAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => _data.Delete(recursive: true);
}
