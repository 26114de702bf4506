using IdeaStorage.Silo.Telemetry;
using IdeaStorage.Storage.Blobs.Azure;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdeaStorage.Silo.Hosting.Cluster;

/// <summary>
/// The program of a silo: <c>dotnet run --project silo</c>. It has no pages; over HTTP it tells only how it is.
/// </summary>
internal static class SiloProgram
{
    private const string DefaultUrls = "http://127.0.0.1:5081";
    private const string DefaultFolder = "data";
    private const int Failed = 1;

    public static async Task<int> Main(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (Exception error) when (Explain(error) is { } message)
        {
            await Console.Error.WriteLineAsync(message);
            return Failed;
        }
    }

    private static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.WebHost.UseUrls(builder.Configuration["urls"] ?? DefaultUrls);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        // A start that fails is explained by the program itself.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        var cluster = ClusterSettings.Of(builder.Configuration);
        if (!cluster.IsGiven)
        {
            throw new ClusterUnusableException(
                $"{ClusterSettings.Section} 설정이 없습니다. 한 대에서 쓰려면 사일로 없이 web 만 실행하세요.",
                $"There are no settings {ClusterSettings.Section}. On one machine run 'web' alone, without silos.");
        }

        if (cluster.Fault() is { } fault) throw fault;
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Readiness>();
        builder.AddClusterSilo(cluster, builder.Configuration["data"] ?? DefaultFolder);
        if (Section<AzureBlobSettings>(builder, "Blobs") is { IsGiven: true } blobs)
            builder.Services.AddAzureBlobs(blobs);
        if (Section<TelemetrySettings>(builder, "Telemetry") is { } telemetry)
            builder.AddTelemetry(telemetry);
        var app = builder.Build();
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", ReadyAsync);
        return app;
    }

    private static T? Section<T>(WebApplicationBuilder builder, string name) =>
        builder.Configuration.GetSection($"IdeaStorage:{name}").Get<T>();

    private static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken cancellation)
    {
        try
        {
            await readiness.CheckAsync(cancellation);
            return Results.Text("ready");
        }
        catch (StorageUnavailableException error)
        {
            return Results.Text(error.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>The message for a fault that the person at the machine can mend, or null for a bug.</summary>
    private static string? Explain(Exception error) => error switch
    {
        ClusterUnusableException cluster => $"{cluster.Korean}\n{cluster.Message}",
        DatabaseUnusableException database => $"{database.Korean}\n{database.Message}",
        StorageUnavailableException storage => $"{storage.Korean}\n{storage.Message}",
        { InnerException: { } inner } => Explain(inner),
        _ => null,
    };
}
