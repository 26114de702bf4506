using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Imports;
using IdeaStorage.Storage.ReadModels.Introductions;
using IdeaStorage.Storage.ReadModels.Members;
using IdeaStorage.Storage.ReadModels.MiniClusters;
using IdeaStorage.Storage.ReadModels.Moderation;
using IdeaStorage.Storage.ReadModels.Organisations;
using IdeaStorage.Storage.ReadModels.Tags;
using IdeaStorage.Storage.Search;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Storage.ReadModels;

/// <summary>Composition of read models and search.</summary>
public static class ReadModelRegistration
{
    /// <summary>
    /// The projections, which the event log runs in the order of their registration, and the queries. The log and its
    /// read connections come from the storage, <see cref="SqliteStorage"/> or <see cref="PostgresStorage"/>.
    /// </summary>
    public static IServiceCollection AddReadModels(this IServiceCollection services)
    {
        // First, because it needs nothing of what the others do for the same event.
        services.AddSingleton(provider => provider.GetRequiredService<FullText>().Projection);
        services.AddSingleton<IProjection, IdeasProjection>();
        services.AddSingleton<IProjection, MembersProjection>();
        services.AddSingleton<IProjection, NamesProjection>();
        services.AddSingleton<IProjection, OrganisationsProjection>();
        services.AddSingleton<IProjection, ClustersProjection>();
        services.AddSingleton<IProjection, CasesProjection>();
        services.AddSingleton<IProjection, SourcesProjection>();
        services.AddSingleton<IProjection, IntroductionsProjection>();
        services.AddSingleton(provider => provider.GetRequiredService<FullText>().Index);
        services.AddSingleton<IdeaQueries>();
        services.AddSingleton(provider => new IdeaNews(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<IDatabaseWriter>(),
            provider.GetRequiredService<IReadConnections>()));
        services.AddSingleton<MemberQueries>();
        services.AddSingleton<BlockQueries>();
        services.AddSingleton<OrganisationQueries>();
        services.AddSingleton<ClusterQueries>();
        services.AddSingleton<CaseQueries>();
        services.AddSingleton<IntroductionQueries>();
        services.AddSingleton<WaitingQueries>();
        services.AddSingleton<SimilarIdeas>();
        services.AddSingleton<SourceQueries>();
        services.AddSingleton<KsicCatalogue>();
        return services;
    }
}
