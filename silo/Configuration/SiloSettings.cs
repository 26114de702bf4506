using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Silo.Hosting;
using IdeaStorage.Silo.Telemetry;
using IdeaStorage.Storage.Blobs.Azure;
using Microsoft.Extensions.Logging;

namespace IdeaStorage.Silo.Configuration;

/// <summary>
/// What can be configured of every program: section <c>IdeaStorage</c> of <c>appsettings.json</c>, the environment
/// (<c>IdeaStorage__Blobs__Container</c>) and <c>--set Blobs:Container=…</c>, each over the one before. What the
/// command line has an option for of its own is null here unless it was configured.
/// </summary>
public class SiloSettings
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "IdeaStorage";

    /// <summary>As <c>--urls</c>.</summary>
    public string? Urls { get; set; }

    /// <summary>As <c>--data</c>.</summary>
    public string? Data { get; set; }

    /// <summary>The cluster whose grains are called; without it, grains are in this process.</summary>
    public ClusterSettings Cluster { get; set; } = new();

    /// <summary>Blobs in Azure; without an address they lie on the disk.</summary>
    public AzureBlobSettings Blobs { get; set; } = new();

    /// <summary>When the recommender is trained.</summary>
    public TrainingSettings Training { get; set; } = new();

    /// <summary>What is logged, and in which form.</summary>
    public LogSettings Logs { get; set; } = new();

    /// <summary>Traces, metrics and logs for a collector.</summary>
    public TelemetrySettings Telemetry { get; set; } = new();
}

/// <summary>What the program writes of itself.</summary>
public sealed class LogSettings
{
    /// <summary>Lines for people, or one JSON object a line for a collector.</summary>
    public LogFormat Format { get; set; } = LogFormat.Text;

    /// <summary>The least level that is written.</summary>
    public LogLevel Level { get; set; } = LogLevel.Information;
}

/// <summary>The form of log lines.</summary>
public enum LogFormat
{
    /// <summary>For people.</summary>
    Text = 0,

    /// <summary>For a collector.</summary>
    Json = 1,
}
