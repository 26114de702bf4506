using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Silo.Hosting;
using IdeaStorage.Silo.Telemetry;
using IdeaStorage.Storage.Blobs.Azure;
using IdeaStorage.Web.Api;

namespace IdeaStorage.Web.Startup.Configuration;

/// <summary>
/// Everything that can be configured: section <c>IdeaStorage</c> of <c>appsettings.json</c>, the environment
/// (<c>IdeaStorage__Blobs__Container</c>) and <c>--set Blobs:Container=…</c>, each over the one before. What the
/// command line has an option for of its own is null here unless it was configured.
/// </summary>
internal sealed class Settings
{
    public const string Section = "IdeaStorage";

    /// <summary>As <c>--urls</c>.</summary>
    public string? Urls { get; set; }

    /// <summary>As <c>--data</c>.</summary>
    public string? Data { get; set; }

    /// <summary>As <c>--database</c>. A secret where it holds a password.</summary>
    public string? Database { get; set; }

    /// <summary>As <c>--demo</c>.</summary>
    public bool? Demo { get; set; }

    /// <summary>As <c>--proxy</c>.</summary>
    public bool? Proxy { get; set; }

    /// <summary>
    /// The network of a reverse proxy that is not on this machine, such as <c>10.0.0.0/8</c>: its <c>X-Forwarded-</c>
    /// headers are believed.
    /// </summary>
    public string? ProxyNetwork { get; set; }

    /// <summary>The cluster whose grains are called; without it, grains are in this process.</summary>
    public ClusterSettings Cluster { get; set; } = new();

    public RateLimitOptions RateLimits { get; set; } = new();

    /// <summary>Blobs in Azure; without an address they lie on the disk.</summary>
    public AzureBlobSettings Blobs { get; set; } = new();

    /// <summary>When the recommender is trained.</summary>
    public TrainingSettings Training { get; set; } = new();

    public LogSettings Logs { get; set; } = new();

    public TelemetrySettings Telemetry { get; set; } = new();
}

internal sealed class LogSettings
{
    /// <summary>Lines for people, or one JSON object a line for a collector.</summary>
    public LogFormat Format { get; set; } = LogFormat.Text;

    /// <summary>The least level that is written.</summary>
    public LogLevel Level { get; set; } = LogLevel.Information;
}

internal enum LogFormat
{
    Text = 0,
    Json = 1,
}
