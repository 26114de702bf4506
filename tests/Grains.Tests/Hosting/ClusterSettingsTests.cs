using IdeaStorage.Silo.Configuration;
using IdeaStorage.Silo.Hosting;
using Microsoft.Extensions.Configuration;

namespace IdeaStorage.Grains.Tests.Hosting;

/// <summary>What a silo is told of its cluster, read as strictly as everything that is configured.</summary>
public sealed class ClusterSettingsTests
{
    [Fact]
    public void Read_WhenThereIsNoSection_IsNoCluster() => Assert.False(Read([]).IsGiven);

    [Fact]
    public void Read_WhenOnlyTheNeededIsGiven_TakesTheUsualPorts()
    {
        var settings = Read(new() { ["Id"] = "ideas", ["Postgres"] = "Host=db", ["Address"] = "" });

        Assert.Equal((true, "ideas", "Host=db"), (settings.IsGiven, settings.Id, settings.Postgres));
        Assert.Equal((11111, 30000, null), (settings.SiloPort, settings.GatewayPort, settings.Address));
    }

    [Theory]
    [InlineData("Gateway", "1", "Cluster:Gateway'. Did you mean 'IdeaStorage:Cluster:GatewayPort'?")]
    [InlineData("SiloPort", "65536", "Cluster:SiloPort: '65536' is no port; write a number from 1 to 65535.")]
    [InlineData("GatewayPort", "x", "Cluster:GatewayPort' cannot be 'x'. It takes a whole number")]
    [InlineData("Address", "db", "Cluster:Address: 'db' is no IP address.")]
    [InlineData("Id", "", "Cluster:Id is missing.")]
    [InlineData("Postgres", "", "Cluster:Postgres is missing.")]
    [InlineData("Postgres", "Hst=db", "Cluster:Postgres takes postgres://user:password@host:5432/database or Host=…")]
    [InlineData("Postgres", "sqlite", "Cluster:Postgres takes postgres://")]
    public void Read_WhenASettingIsWrong_SaysWhatWouldBeRight(string name, string value, string message)
    {
        var settings = new Dictionary<string, string> { ["Id"] = "ideas", ["Postgres"] = "Host=db", [name] = value };

        var wrong = Assert.Throws<SettingsException>(() => Read(settings));

        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
        Assert.Contains(wrong.Message, letter => letter is >= '가' and <= '힣');
    }

    private static ClusterSettings Read(Dictionary<string, string> settings) =>
        SettingsReader.Read<SiloSettings>(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(
                    setting => KeyValuePair.Create($"{ClusterSettings.Section}:{setting.Key}", (string?)setting.Value)))
                .Build(),
            SiloSettingsChecks.FaultsOf).Cluster;
}
