namespace IdeaStorage.Silo.Telemetry;

/// <summary>Traces, metrics and logs for a collector, over OTLP (HTTP, protobuf).</summary>
public sealed class TelemetrySettings
{
    /// <summary>The collector, <c>http://127.0.0.1:4318</c>; null: nothing is collected and nothing is sent.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Headers of every request to it, <c>name=value</c> joined by commas. A secret.</summary>
    public string? Headers { get; set; }

    /// <summary>The name under which the collector shows this program.</summary>
    public string ServiceName { get; set; } = "ideastorage";

    /// <summary>Of a thousand requests, how many are traced.</summary>
    public int TracesPerThousand { get; set; } = 1_000;
}
