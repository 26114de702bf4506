using IdeaStorage.Grains.Calls;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Recommender;
using IdeaStorage.Silo.Demo;
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
        return builder.AddProduct();
    }

    /// <summary>The same in memory, for tests.</summary>
    public static IHostApplicationBuilder AddIdeaStorageInMemory(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSqliteStorageInMemory();
        return builder.AddProduct();
    }

    private static IHostApplicationBuilder AddProduct(this IHostApplicationBuilder builder)
    {
        builder.Services.AddReadModels();
        builder.Services.AddSingleton<ITextSource, StoredTexts>();
        builder.Services.AddSingleton<ITrainer>(_ => new SignalTrainer());
        builder.Services.AddSingleton<ActivityModel>();
        builder.Services.AddSingleton<DemoData>();
        builder.Services.AddSingleton<IReminderTable, StoredReminderTable>();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering();
            silo.AddReminders();
            silo.AddCallCycleDetection();
        });
        // After the silo, which opens the database: a start that cannot succeed fails there.
        builder.Services.AddSingleton<ITailConsumer, NewsTail>();
        builder.Services.AddTailRunners();
        return builder;
    }
}
