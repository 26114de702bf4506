using IdeaStorage.Storage.Database;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Storage.Tails;

internal static class TailRegistration
{
    /// <summary>What tails need of storage, the same on every database; each adds its own
    /// <see cref="LogSignal"/>.</summary>
    public static IServiceCollection AddTails(this IServiceCollection services) => services
        .AddSingleton(provider => new LogReader(provider.GetRequiredService<IDatabase>()))
        .AddSingleton<TailStore>()
        .AddSingleton<ParkedEvents>();
}
