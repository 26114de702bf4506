using IdeaStorage.Storage.Database.Postgres;
using Npgsql;

namespace IdeaStorage.Storage.Tests.Database;

/// <summary>How long a silent server is waited for; nobody connects.</summary>
public sealed class PostgresConnectionsTests
{
    private const string Server = "Host=127.0.0.1;Port=1;Database=ideas;Username=nobody";

    [Theory]
    [InlineData(Server, 15, PostgresConnections.ReadersMax)]
    [InlineData(Server + ";Command Timeout=40;Maximum Pool Size=7", 40, 7)]
    public void Connections_GiveUpASilentServer_UnlessToldOtherwise(string given, int seconds, int readers)
    {
        using var source = PostgresConnections.Readers(given);
        using var writers = PostgresConnections.Writers(given);

        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        Assert.Equal(seconds, settings.CommandTimeout);
        Assert.Equal(readers, settings.MaxPoolSize);
        Assert.Equal(seconds, new NpgsqlConnectionStringBuilder(writers.ConnectionString).CommandTimeout);
    }
}
