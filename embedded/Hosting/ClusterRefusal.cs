using Microsoft.Extensions.Configuration;
using Orleans.Runtime;

namespace IdeaStorage.Embedded;

/// <summary>
/// This host is one process by design. Whoever configures a cluster must hear so at the start, and not find out later
/// that two processes each keep grains of their own.
/// </summary>
internal static class ClusterRefusal
{
    // The sections by which Orleans configures a cluster, and what of them means one machine all the same.
    private static readonly string[] ClusterSections =
        ["Orleans:Clustering", "Orleans:GrainDirectory", "Orleans:Endpoints"];

    private static readonly string[] OneMachine = ["Development", "Localhost"];

    public static void ThrowIfConfigured(IConfiguration configuration)
    {
        foreach (var name in ClusterSections)
        {
            var section = configuration.GetSection(name);
            if (section.Exists() && !OneMachine.Contains(section["ProviderType"], StringComparer.OrdinalIgnoreCase))
            {
                throw Refuse($"configuration section {name}");
            }
        }
    }

    public static OrleansConfigurationException Refuse(string what) => new(
        $"This build hosts all grains in one process and cannot join a cluster ({what}). "
        + "Build with -p:GrainHost=Orleans for several machines, or remove the setting.");
}
