using System.CommandLine;
using IdeaStorage.Silo.Configuration;
using IdeaStorage.Silo.Telemetry;
using IdeaStorage.Storage.Blobs.Azure;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.MembershipService;

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
            var settings = SettingsReader.Load<SiloSettings>(
                Directory.GetCurrentDirectory(), args, SiloSettingsChecks.FaultsOf);
            return await CreateCommand(settings).Parse(args).InvokeAsync(
                new InvocationConfiguration
                {
                    // The host hears by itself that it is to stop, and what fails is explained below.
                    ProcessTerminationTimeout = null,
                    EnableDefaultExceptionHandler = false,
                });
        }
        catch (Exception error) when (Explain(error) is { } message)
        {
            await Console.Error.WriteLineAsync(message);
            return Failed;
        }
    }

    private static RootCommand CreateCommand(SiloSettings settings)
    {
        var urls = new Option<string>("--urls")
        {
            Description = "The addresses of /health, separated by ';'. / 상태를 알리는 주소(‘;’로 구분).",
            DefaultValueFactory = _ => settings.Urls ?? DefaultUrls,
        };
        urls.Validators.Add(option =>
        {
            if (ListenAddresses.FaultOf(option.GetValueOrDefault<string>()) is { } fault)
                option.AddError(fault);
        });
        var data = new Option<string>("--data")
        {
            Description = "The folder of blobs, if they are not in Azure. / Azure를 쓰지 않을 때 파일을 두는 폴더.",
            DefaultValueFactory = _ => settings.Data ?? DefaultFolder,
        };
        var set = new Option<string[]>(SettingsReader.SetOption)
        {
            Description = "A setting, over file and environment: --set Blobs:Container=ideas. / 설정 하나를 지정합니다.",
        };
        var command = new RootCommand("IDEA STORAGE · silo") { urls, data, set };
        command.SetAction(async (parsed, _) =>
        {
            await using var app = Build(settings, parsed.GetRequiredValue(urls), parsed.GetRequiredValue(data));
            await app.RunAsync();
            return 0;
        });
        return command;
    }

    private static WebApplication Build(SiloSettings settings, string urls, string folder)
    {
        if (!settings.Cluster.IsGiven)
        {
            throw new ClusterUnusableException(
                $"{ClusterSettings.Section} 설정이 없습니다. 한 대에서 쓰려면 사일로 없이 web 만 실행하세요.",
                $"There are no settings {ClusterSettings.Section}. On one machine run 'web' alone, without silos.");
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(urls);
        builder.Logging.AddLogs(settings.Logs);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Readiness>();
        builder.AddClusterSilo(settings.Cluster, settings.Training, folder);
        if (settings.Blobs.IsGiven)
            builder.Services.AddAzureBlobs(settings.Blobs);
        builder.AddTelemetry(settings.Telemetry);
        var app = builder.Build();
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", ReadyAsync);
        return app;
    }

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
        SettingsException wrong => wrong.Message,
        ClusterUnusableException cluster => $"{cluster.Korean}\n{cluster.Message}",
        DatabaseUnusableException database => $"{database.Korean}\n{database.Message}",
        StorageUnavailableException storage => $"{storage.Korean}\n{storage.Message}",
        OrleansClusterConnectivityCheckFailedException unreachable =>
            "살아 있다고 기록된 다른 사일로에 연결할 수 없어 클러스터에 들어가지 못했습니다. 다시 시작하세요. 모두 함께 멈췄던 것이면 그때는 들어갑니다.\n"
            + "This silo could not join: others that count as alive do not answer. Start it again: if all were cut off "
            + $"at once, it will join then. If not, check the network between silos.\n{unreachable.Message}",
        { InnerException: { } inner } => Explain(inner),
        _ => null,
    };
}
