using IdeaStorage.Grains.Calls;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Recommender;
using IdeaStorage.Silo.Demo;
#if ORLEANS
using IdeaStorage.Silo.Hosting.Cluster;
#endif
using IdeaStorage.Silo.Moderation;
using IdeaStorage.Silo.Tails;
using IdeaStorage.Storage;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace IdeaStorage.Silo.Hosting;

/// <summary>Composes the whole product below the web: storage, read models, grains, recommendations.</summary>
public static class IdeaStorageHosting
{
    /// <summary>
    /// Everything in this process, on a folder of this machine. The database opens when it is first used, and then may
    /// throw <see cref="IdeaStorage.Storage.Database.DatabaseUnusableException"/>.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="folder">Where database and blobs are kept.</param>
    public static IHostApplicationBuilder AddIdeaStorage(this IHostApplicationBuilder builder, string folder)
    {
        builder.Services.AddSqliteStorage(folder);
        return builder.AddProductInOneProcess();
    }

    /// <summary>The same in memory, for tests.</summary>
    public static IHostApplicationBuilder AddIdeaStorageInMemory(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSqliteStorageInMemory();
        return builder.AddProductInOneProcess();
    }

    private static IHostApplicationBuilder AddProductInOneProcess(this IHostApplicationBuilder builder)
    {
        builder.Services.AddProduct();
        builder.UseOrleans(silo =>
        {
#if ORLEANS
            // Nobody else connects to this silo, so any port does, and several processes fit on one machine.
            silo.UseLocalhostClustering(FreePorts.Next(), FreePorts.Next());
#else
            silo.UseLocalhostClustering();
#endif
            silo.AddGrains();
        });
        // After the silo, which opens the database: a start that cannot succeed fails there.
        builder.Services.AddSingleton<ITailConsumer, NewsTail>();
        builder.Services.AddSingleton<ITailConsumer, CaseEffectTail>();
        builder.Services.AddTailRunners();
        return builder;
    }

    /// <summary>What grains and pages ask for, given storage.</summary>
    internal static void AddProduct(this IServiceCollection services)
    {
        services.AddReadModels();
        services.AddSingleton<ITextSource, StoredTexts>();
        services.AddSingleton<ITrainer>(_ => new SignalTrainer());
        services.AddSingleton<ActivityModel>();
        services.AddSingleton<DemoData>();
    }

    /// <summary>What every silo needs, however it finds the others.</summary>
    internal static void AddGrains(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<IReminderTable, StoredReminderTable>();
        silo.AddReminders();
        silo.AddCallCycleDetection();
#if ORLEANS
        silo.AddClusterRules();
#endif
    }
}
