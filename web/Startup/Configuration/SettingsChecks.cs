using System.Net;
using IdeaStorage.Silo.Configuration;
using IdeaStorage.Storage;

namespace IdeaStorage.Web.Startup.Configuration;

/// <summary>What values must be beyond their type, checked before anything starts.</summary>
internal static class SettingsChecks
{
    public static IEnumerable<string> FaultsOf(Settings settings)
    {
        if (StorageAddress.FaultOf(settings.Database) is { } database)
            yield return $"IdeaStorage:Database: {database}";
        else if (settings is { Database: { } named, Cluster.IsGiven: true } && settings.Cluster.Fault() is null
            && settings.Cluster.FaultBeside(StorageAddress.Parse(named, "")) is { } other)
            yield return SettingsWords.Both(other.Korean, other.Message);
        if (settings is { Demo: true, Proxy: true })
            yield return ServerOptions.DemoBehindProxy;
        if (settings.ProxyNetwork is { } network && !IPNetwork.TryParse(network, out _))
        {
            yield return SettingsWords.Wrong(
                "IdeaStorage:ProxyNetwork", $"'{network}'", "10.0.0.0/8 같은 네트워크", "a network such as 10.0.0.0/8");
        }

        foreach (var fault in SiloSettingsChecks.FaultsOf(settings))
            yield return fault;
    }
}
