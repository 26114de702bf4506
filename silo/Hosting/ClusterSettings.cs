using System.Net;
using IdeaStorage.Storage;

namespace IdeaStorage.Silo.Hosting;

/// <summary>
/// How this process takes part in a cluster: <c>IdeaStorage:Cluster</c> of the configuration, or
/// <c>IdeaStorage__Cluster__…</c> in the environment.
/// </summary>
public sealed class ClusterSettings
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "IdeaStorage:Cluster";

    /// <summary>Processes with one id on one database find each other. Without it there is no cluster.</summary>
    public string? Id { get; set; }

    /// <summary>
    /// The PostgreSQL database of the installation, as <see cref="StorageAddress.Parse"/> reads it; members of the
    /// cluster are found there too. A secret.
    /// </summary>
    public string? Postgres { get; set; }

    /// <summary>Where a silo listens for other silos.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>Where a silo listens for webs.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>The IP address at which others reach this silo; without it, the machine's first own one.</summary>
    public string? Address { get; set; }

    /// <summary>Whether a cluster is configured at all.</summary>
    public bool IsGiven => Id is not null || Postgres is not null;

    /// <summary>What is wrong with a configured cluster, and what would be right; null if nothing is.</summary>
    public ClusterUnusableException? Fault()
    {
        if (Id is null || Postgres is null)
        {
            var name = $"{Section}:{(Id is null ? nameof(Id) : nameof(Postgres))}";
            return new ClusterUnusableException(
                $"{name} 설정이 없습니다. 클러스터의 모든 프로그램에 같은 값을 주세요.",
                $"{name} is missing. Give every program of the cluster the same.");
        }

        if (StorageAddress.FaultOf(Postgres) is not null || !StorageAddress.IsPostgres(Postgres))
        {
            // It may hold a password, so it is not repeated.
            return new ClusterUnusableException(
                $"{Section}:{nameof(Postgres)}에는 postgres://사용자:비밀번호@서버:5432/데이터베이스나 "
                + "Host=…;Database=…;Username=…;Password=… 를 적으세요.",
                $"{Section}:{nameof(Postgres)} takes postgres://user:password@host:5432/database or "
                + "Host=…;Database=…;Username=…;Password=….");
        }

        foreach (var (name, port) in new[] { (nameof(SiloPort), SiloPort), (nameof(GatewayPort), GatewayPort) })
        {
            if (port is < 1 or > IPEndPoint.MaxPort) return NoPort($"{Section}:{name}", $"{port}");
        }

        return Address is null || IPAddress.TryParse(Address, out _) ? null : new ClusterUnusableException(
            $"{Section}:{nameof(Address)}의 '{Address}'은(는) IP 주소가 아닙니다.",
            $"{Section}:{nameof(Address)}: '{Address}' is no IP address.");
    }

    /// <summary>
    /// What is wrong with a database that is named beside a cluster, which is rightly configured: accounts would lie in
    /// one and log and read models in the other. Null if it is the cluster's.
    /// </summary>
    public ClusterUnusableException? FaultBeside(StorageAddress storage) =>
        storage.IsSameDatabaseAs(StorageAddress.Parse(Postgres, storage.Folder)) ? null : new ClusterUnusableException(
            $"--database나 IdeaStorage:Database가 {Section}:{nameof(Postgres)}와 다른 데이터베이스를 가리킵니다. "
            + "클러스터에서는 앞의 것을 빼세요.",
            $"--database or IdeaStorage:Database names another database than {Section}:{nameof(Postgres)}. "
            + "In a cluster leave the former out.");

    private static ClusterUnusableException NoPort(string path, string? text) => new(
        $"{path}의 '{text}'은(는) 포트 번호가 아닙니다. 1에서 65535까지의 수를 적으세요.",
        $"{path}: '{text}' is no port; write a number from 1 to 65535.");
}
