using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace IdeaStorage.Silo.Hosting;

/// <summary>
/// How this process takes part in a cluster: the section <c>Cluster</c> of the configuration, or <c>Cluster__…</c> in
/// the environment.
/// </summary>
public sealed record ClusterSettings
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Cluster";

    private const int SiloPortDefault = 11111;
    private const int GatewayPortDefault = 30000;

    private static readonly StringComparer IgnoreCase = StringComparer.OrdinalIgnoreCase;

    /// <summary>Processes with one id on one database find each other. Without it there is no cluster.</summary>
    public string Id { get; init; } = "";

    /// <summary>
    /// The PostgreSQL database of the installation, as Npgsql reads it; members of the cluster are found there too.
    /// </summary>
    public string Postgres { get; init; } = "";

    /// <summary>Where a silo listens for other silos.</summary>
    public int SiloPort { get; init; }

    /// <summary>Where a silo listens for webs.</summary>
    public int GatewayPort { get; init; }

    /// <summary>The IP address at which others reach this silo; without it, the machine's first own one.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The settings, or null where no cluster is configured.</summary>
    /// <exception cref="ClusterUnusableException">They are no cluster's; the message says what would be.</exception>
    public static ClusterSettings? From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (!section.Exists())
            return null;
        var names = typeof(ClusterSettings).GetProperties().Select(property => property.Name).ToList();
        if (section.GetChildren().FirstOrDefault(entry => !names.Contains(entry.Key, IgnoreCase)) is { } wrong)
        {
            throw new ClusterUnusableException(
                $"{Section}에 '{wrong.Key}'(이)라는 설정은 없습니다. 쓸 수 있는 것: {string.Join(", ", names)}.",
                $"{Section} has no setting '{wrong.Key}'. There are: {string.Join(", ", names)}.");
        }

        var settings = new ClusterSettings
        {
            Id = section[nameof(Id)] ?? "",
            Postgres = section[nameof(Postgres)] ?? "",
            SiloPort = Port(section, nameof(SiloPort), SiloPortDefault),
            GatewayPort = Port(section, nameof(GatewayPort), GatewayPortDefault),
            Address = section[nameof(Address)] is { Length: > 0 } address ? Ip(address) : null,
        };
        foreach (var (name, value) in new[] { (nameof(Id), settings.Id), (nameof(Postgres), settings.Postgres) })
        {
            if (value.Length == 0)
            {
                throw new ClusterUnusableException(
                    $"{Section}:{name} 설정이 없습니다. 클러스터의 모든 프로그램에 같은 값을 주세요.",
                    $"{Section}:{name} is missing. Give every program of the cluster the same.");
            }
        }

        return settings;
    }

    private static int Port(IConfiguration section, string name, int usual) => section[name] switch
    {
        null or "" => usual,
        var text when ushort.TryParse(text, CultureInfo.InvariantCulture, out var port) && port > 0 => port,
        var text => throw new ClusterUnusableException(
            $"{Section}:{name}의 '{text}'은(는) 포트 번호가 아닙니다. 1에서 65535까지의 수를 적으세요.",
            $"{Section}:{name}: '{text}' is no port; write a number from 1 to 65535."),
    };

    private static IPAddress Ip(string text) => IPAddress.TryParse(text, out var address)
        ? address
        : throw new ClusterUnusableException(
            $"{Section}:{nameof(Address)}의 '{text}'은(는) IP 주소가 아닙니다.",
            $"{Section}:{nameof(Address)}: '{text}' is no IP address.");
}
