using System.Diagnostics;
using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Grains.Recommendations.Snapshots;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Recommender;
using IdeaStorage.Storage;
using IdeaStorage.Storage.ReadModels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;

namespace IdeaStorage.Bench.Recommend;

/// <summary>
/// A member's page of partners among 10,000 organisations: the product's grain and model in this process's grain host,
/// asked by one caller after the other, for members at random; first over the built-in model, then over learned
/// weights. Where others use the machine, the time of the processor tells more than the clock.
/// </summary>
internal static class PageMeasurement
{
    private const int ListLength = 20;
    private const int WarmUpCalls = 500;
    private const int Calls = 2_000;
    private const int Seed = 2;

    public static async Task RunAsync(Figures figures)
    {
        figures.Add("page.organisations", SyntheticLog.OrganisationCount, "organisations");
        await WithHostAsync(new SignalTrainer(), host => MeasureAsync(host, figures, "page"));
        await WithHostAsync(new ProjectTrainer(), host => MeasureAsync(host, figures, "page.learned"));
    }

    /// <summary>Starts a host of the product's grain over the made-up log, for as long as it is measured.</summary>
    public static async Task WithHostAsync(ITrainer trainer, Func<IHost, Task> measure)
    {
        var folder = Directory.CreateTempSubdirectory("ideastorage-bench-");
        try
        {
            using var host = BuildHost(folder.FullName, trainer);
            await host.StartAsync();
            await measure(host);
            await host.StopAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IHost BuildHost(string folder, ITrainer trainer)
    {
        var log = new SyntheticLog();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSqliteStorage(folder).AddReadModels();
        builder.Services.AddSingleton(trainer).AddSingleton<TrainingSettings>();
        builder.Services.AddSingleton<Trainers>().AddSingleton<LearnedModels>().AddSingleton<ActivitySnapshots>();
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<ActivityModel>(
            services, log, log));
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
        return builder.Build();
    }

    private static async Task MeasureAsync(IHost host, Figures figures, string name)
    {
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IRecommendationGrain>(0);
        var random = new Random(Seed);
        for (var call = 0; call < WarmUpCalls; call++)
            await AskAsync(grain, random);
        var (times, used) = (new double[Calls], new double[Calls]);
        var items = 0;
        for (var call = 0; call < Calls; call++)
        {
            var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            items += await AskAsync(grain, random);
            times[call] = clock.Elapsed.TotalMilliseconds;
            used[call] = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        }

        Array.Sort(times);
        Array.Sort(used);
        figures.Add($"{name}.items", (double)items / Calls, "mean");
        figures.Add($"{name}.p50", times[Calls / 2], "ms");
        figures.Add($"{name}.p99", times[Calls * 99 / 100], "ms");
        figures.Add($"{name}.processor", used.Average(), "ms");
        figures.Add($"{name}.processor.p99", used[Calls * 99 / 100], "ms");
    }

    private static async Task<int> AskAsync(IRecommendationGrain grain, Random random)
    {
        var member = SyntheticLog.MemberId(random.Next(SyntheticLog.MemberCount));
        var items = await grain.Recommend(new RecommendationRequest(
            RecommendationSubject.Member, member, RecommendedKind.Organisation, ListLength, SyntheticLog.Now));
        return items.Length;
    }
}
