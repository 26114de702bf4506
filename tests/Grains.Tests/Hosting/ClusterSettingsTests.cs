using IdeaStorage.Silo.Hosting;
using Microsoft.Extensions.Configuration;

namespace IdeaStorage.Grains.Tests.Hosting;

public sealed class ClusterSettingsTests
{
    [Fact]
    public void Of_WhenThereIsNoSection_IsNoCluster() => Assert.False(Of([]).IsGiven);

    [Fact]
    public void Of_WhenOnlyTheNeededIsGiven_TakesTheUsualPorts()
    {
        var settings = Of(new() { ["Id"] = "ideas", ["Postgres"] = "Host=db", ["Address"] = "" });

        Assert.Null(settings.Fault());
        Assert.Equal((true, "ideas", "Host=db"), (settings.IsGiven, settings.Id, settings.Postgres));
        Assert.Equal((11111, 30000, null), (settings.SiloPort, settings.GatewayPort, settings.Address));
    }

    [Theory]
    [InlineData("Gateway", "1", "There are: Id, Postgres, SiloPort, GatewayPort, Address.")]
    [InlineData("SiloPort", "65536", "Cluster:SiloPort: '65536' is no port; write a number from 1 to 65535.")]
    [InlineData("GatewayPort", "x", "Cluster:GatewayPort: 'x' is no port; write a number from 1 to 65535.")]
    [InlineData("Address", "db", "Cluster:Address: 'db' is no IP address.")]
    [InlineData("Id", "", "Cluster:Id is missing.")]
    [InlineData("Postgres", "", "Cluster:Postgres is missing.")]
    public void Of_WhenASettingIsWrong_SaysWhatWouldBeRight(string name, string value, string message)
    {
        var settings = new Dictionary<string, string> { ["Id"] = "ideas", ["Postgres"] = "Host=db", [name] = value };

        var fault = Assert.Throws<ClusterUnusableException>(() =>
        {
            if (Of(settings).Fault() is { } found) throw found;
        });

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.NotEqual(fault.Message, fault.Korean);
    }

    private static ClusterSettings Of(Dictionary<string, string> settings) =>
        ClusterSettings.Of(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(
                setting => KeyValuePair.Create($"{ClusterSettings.Section}:{setting.Key}", (string?)setting.Value)))
            .Build());
}
