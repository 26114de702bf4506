using IdeaStorage.Silo.Configuration;
using IdeaStorage.Storage;
using IdeaStorage.Web.Api;

namespace IdeaStorage.Web.Startup.Configuration;

/// <summary>All that can be configured of a web, which has grains of its own where there is no cluster.</summary>
internal sealed class Settings : SiloSettings
{
    /// <summary>As <c>--database</c>. A secret where it holds a password.</summary>
    public string? Database { get; set; }

    /// <summary>What <c>--database</c> is where nobody gives it; in a cluster, the cluster's.</summary>
    public string DatabaseOrDefault => Database ?? Cluster.Postgres ?? StorageAddress.Sqlite;

    /// <summary>As <c>--demo</c>.</summary>
    public bool? Demo { get; set; }

    /// <summary>As <c>--proxy</c>.</summary>
    public bool? Proxy { get; set; }

    /// <summary>
    /// The network of a reverse proxy that is not on this machine, such as <c>10.0.0.0/8</c>: its <c>X-Forwarded-</c>
    /// headers are believed.
    /// </summary>
    public string? ProxyNetwork { get; set; }

    public RateLimitOptions RateLimits { get; set; } = new();

    /// <summary>What the file beside the program, the environment and the command line say.</summary>
    /// <exception cref="SettingsException">The configuration is wrong.</exception>
    public static Settings Load(IReadOnlyList<string> arguments) =>
        SettingsReader.Load<Settings>(ContentFolder.Find(), arguments, SettingsChecks.FaultsOf);
}
