using IdeaStorage.Grains.Calls;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Grains.Recommendations.Snapshots;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Silo.Configuration;
using IdeaStorage.Silo.Demo;
#if ORLEANS
using IdeaStorage.Silo.Hosting.Cluster;
#endif
using IdeaStorage.Silo.Moderation;
using IdeaStorage.Silo.Tails;
using IdeaStorage.Silo.Training;
using IdeaStorage.Storage;
using IdeaStorage.Storage.Blobs.Azure;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace IdeaStorage.Silo.Hosting;

/// <summary>Composes the whole product below the web: storage, read models, grains, recommendations.</summary>
public static class IdeaStorageHosting
{
    /// <summary>
    /// Everything in this process; or, where <see cref="ClusterSettings"/> are configured,
    /// what a program beside the silos of a cluster needs. The database opens when it is first used, and then may throw
    /// <see cref="IdeaStorage.Storage.Database.DatabaseUnusableException"/>.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="storage">Where database and blobs are kept; in a cluster, its database.</param>
    /// <param name="settings">Which cluster, if any; where blobs lie; when models are trained.</param>
    /// <param name="isCommand">
    /// Whether this is a command that ends. What goes on in the background (tails, reminders, training) is the
    /// server's then: what a command writes reaches it when it is running next.
    /// </param>
    /// <exception cref="ClusterUnusableException">A cluster is configured, and not rightly or not for this build.
    /// </exception>
    public static IHostApplicationBuilder AddIdeaStorage(
        this IHostApplicationBuilder builder, StorageAddress storage, SiloSettings settings, bool isCommand = false)
    {
        builder.Services.AddSingleton(settings.Training);
        builder.Services.AddSingleton<Readiness>();
        AddBelowTheWeb(builder, storage, settings.Cluster, isCommand);
        // Over those of the folder.
        if (settings.Blobs.IsGiven)
            builder.Services.AddAzureBlobs(settings.Blobs);
        return builder;
    }

    /// <summary>The same in memory, for tests.</summary>
    public static IHostApplicationBuilder AddIdeaStorageInMemory(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSqliteStorageInMemory();
        builder.AddProductInOneProcess(isCommand: false);
        return builder;
    }

    private static void AddBelowTheWeb(
        IHostApplicationBuilder builder, StorageAddress storage, ClusterSettings cluster, bool isCommand)
    {
        if (cluster.IsGiven)
        {
            if ((cluster.Fault() ?? cluster.FaultBeside(storage)) is { } fault) throw fault;
#if ORLEANS
            builder.AddClusterWeb(cluster, storage);
            return;
#else
            throw new ClusterUnusableException(
                $"이 빌드는 한 프로세스에서만 돌며 클러스터 '{cluster.Id}'에 들어갈 수 없습니다. "
                + $"-p:GrainHost=Orleans 로 빌드하거나 {ClusterSettings.Section} 설정을 지우세요.",
                $"This build is one process and cannot join the cluster '{cluster.Id}'. "
                + $"Build with -p:GrainHost=Orleans, or remove the settings {ClusterSettings.Section}.");
#endif
        }

        builder.Services.AddStorage(storage);
        builder.AddProductInOneProcess(isCommand);
    }

    private static void AddProductInOneProcess(this IHostApplicationBuilder builder, bool isCommand)
    {
        builder.Services.AddProduct();
        builder.Services.AddSingleton<IClusterLink, OwnGrains>();
        builder.UseOrleans(silo =>
        {
#if ORLEANS
            // Nobody else connects to this silo, so any port does, and several processes fit on one machine.
            silo.UseLocalhostClustering(FreePorts.Next(), FreePorts.Next());
#else
            silo.UseLocalhostClustering();
#endif
            silo.AddGrains(withReminders: !isCommand);
        });
        if (isCommand)
            return;
        // After the silo, which opens the database: a start that cannot succeed fails there.
        builder.Services.AddHostedService<DeadRuns>();
        builder.Services.AddTailsOfProduct();
    }

    /// <summary>What grains and pages ask for, given storage.</summary>
    internal static void AddProduct(this IServiceCollection services)
    {
        services.AddReadModels();
        services.AddSingleton<ITextSource, StoredTexts>();
        services.AddTrainers();
        services.AddSingleton<Trainers>();
        services.AddSingleton<LearnedModels>();
        services.AddSingleton<ActivitySnapshots>();
        services.AddSingleton<ActivityModel>();
        services.TryAddSingleton<TrainingSettings>();
        services.AddSingleton<TrainingCycle>();
        services.AddSingleton<TrainingWork>();
        services.AddSingleton<ITrainingWork>(provider => provider.GetRequiredService<TrainingWork>());
        services.AddSingleton<DemoData>();
    }

    /// <summary>What follows the log in the background.</summary>
    internal static void AddTailsOfProduct(this IServiceCollection services)
    {
        services.AddHostedService<ModelFollower>();
        services.AddSingleton<ITailConsumer, ActivityTail>();
        services.AddSingleton<ITailConsumer, NewsTail>();
        services.AddSingleton<ITailConsumer, CaseEffectTail>();
        services.AddTailRunners();
    }

    /// <summary>What every silo needs, however it finds the others.</summary>
    internal static void AddGrains(this ISiloBuilder silo, bool withReminders = true)
    {
        if (withReminders)
        {
            silo.Services.AddSingleton<IReminderTable, StoredReminderTable>();
            silo.AddReminders();
        }

        silo.AddCallCycleDetection();
        silo.Services.AddCallOrigins();
#if ORLEANS
        silo.AddClusterRules();
#endif
    }
}
