using IdeaStorage.Grains.Calls;
using IdeaStorage.Silo.Tails;
using IdeaStorage.Storage.Database;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orleans;

namespace IdeaStorage.Silo.Telemetry;

/// <summary>Composition of what a collector is told: one trace from the request over the grain to the commit.</summary>
public static class TelemetryHosting
{
    private const double Thousand = 1_000;

    /// <summary>The framework's: requests, connections, memory and threads.</summary>
    private static readonly string[] FrameworkMeters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>Orleans' own: grains, calls, membership. Embedded grains have nothing under it.</summary>
    private const string OrleansMeter = "Microsoft.Orleans";

    /// <summary>Does nothing without an endpoint.</summary>
    public static IHostApplicationBuilder AddTelemetry(
        this IHostApplicationBuilder builder, TelemetrySettings settings)
    {
        if (settings.Endpoint is null)
            return builder;
        var resource = ResourceBuilder.CreateDefault().AddService(settings.ServiceName);
        var tracing = new CallTracing();
        builder.Services.AddSingleton<IOutgoingGrainCallFilter>(tracing);
        builder.Services.AddSingleton<IIncomingGrainCallFilter>(tracing);
        // Built by the container, which sends what is left when it is disposed.
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.TracesPerThousand / Thousand)))
            .AddSource("Microsoft.AspNetCore", CallTracing.SourceName, StorageTelemetry.Name)
            .AddOtlpExporter(otlp => SendTo(otlp, settings, "traces"))
            .Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter([.. FrameworkMeters, OrleansMeter, TailMetrics.MeterName, StorageTelemetry.Name])
            .AddOtlpExporter(otlp => SendTo(otlp, settings, "metrics"))
            .Build());
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.SetResourceBuilder(resource);
            logs.AddOtlpExporter(otlp => SendTo(otlp, settings, "logs"));
        });
        // First, so that the others' start is seen.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryStart>());
        return builder;
    }

    private static void SendTo(OtlpExporterOptions otlp, TelemetrySettings settings, string signal)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri($"{settings.Endpoint!.ToString().TrimEnd('/')}/v1/{signal}");
        otlp.Headers = settings.Headers ?? "";
    }

    /// <summary>Has both built when the program starts, since nobody else asks for them.</summary>
    private sealed class TelemetryStart(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush();
            metrics.ForceFlush();
            return Task.CompletedTask;
        }
    }
}
