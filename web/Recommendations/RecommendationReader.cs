using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.MiniClusters;
using IdeaStorage.Storage.ReadModels.Organisations;
using IdeaStorage.Storage.ReadModels.Tags;
using IdeaStorage.Web.Language;
using Orleans;

namespace IdeaStorage.Web.Recommendations;

/// <summary>A recommended organisation or idea, with its name and its reasons in words.</summary>
public sealed record NamedRecommendation(string Id, string Name, double Score, IReadOnlyList<NamedReason> Reasons)
{
    /// <summary>The organisation that is recommended; null: an idea is.</summary>
    public OrganisationItem? Organisation { get; init; }

    /// <summary>The idea that is recommended; null: an organisation is.</summary>
    public IdeaItem? Idea { get; init; }
}

/// <summary>
/// A reason in words; <paramref name="About"/> names the thing in which both meet, if it may be seen.
/// </summary>
public sealed record NamedReason(
    string Kind, double Share, string Text, string? AboutKind, string? AboutId, string? About);

/// <summary>Asks for recommendations and puts names to ids; what the viewer may not see is left out.</summary>
internal sealed class RecommendationReader(
    IGrainFactory grains, OrganisationQueries organisations, IdeaQueries ideas, ClusterQueries clusters,
    KsicCatalogue industries, ImpressionLog impressions)
{
    public async Task<IReadOnlyList<NamedRecommendation>> ReadAsync(
        RecommendationRequest request, Viewer viewer, Texts texts, CancellationToken cancellation)
    {
        var items = await grains.GetGrain<IRecommendationGrain>(0).Recommend(
            request with { ViewerId = viewer.MemberId });
        var found = new Dictionary<(string Kind, string Id), Named?>();
        var target = request.Target == RecommendedKind.Idea ? "idea" : "organisation";
        var named = new List<NamedRecommendation>(items.Length);
        foreach (var item in items)
        {
            if (await FindOnceAsync(target, item.Id) is not { } thing)
                continue;
            var reasons = new List<NamedReason>(item.Reasons.Length);
            foreach (var reason in item.Reasons)
            {
                var about = reason is { AboutKind: { } kind, AboutId: { } id } ? await FindOnceAsync(kind, id) : null;
                var isNamed = about is not null;
                reasons.Add(new NamedReason(
                    reason.Kind, reason.Share, Reasons.Say(reason, about?.Name, request, texts, industries.Tree),
                    isNamed ? reason.AboutKind : null, isNamed ? reason.AboutId : null, about?.Name));
            }
            named.Add(new NamedRecommendation(item.Id, thing.Name, item.Score, reasons)
            {
                Organisation = thing.Organisation,
                Idea = thing.Idea,
            });
            if (viewer.MemberId is { } member)
                impressions.Shows(member, request.Target, item.Id, item.Model, named.Count);
        }
        return named;

        async ValueTask<Named?> FindOnceAsync(string kind, string id)
        {
            if (!found.TryGetValue((kind, id), out var known))
                found[(kind, id)] = known = await FindAsync(kind, id, viewer, cancellation);
            return known;
        }
    }

    /// <summary>Members' names are nobody's reason: they are never said.</summary>
    private async Task<Named?> FindAsync(string kind, string id, Viewer viewer, CancellationToken cancellation) =>
        kind switch
        {
            "idea" => await ideas.FindAsync(id, viewer, cancellation) is { } idea
                ? new Named(idea.Title, Idea: idea) : null,
            "organisation" => await organisations.FindAsync(id, cancellation) is { } organisation
                ? new Named(organisation.Name, organisation) : null,
            "miniCluster" => await clusters.FindAsync(id, viewer, cancellation) is { } cluster
                ? new Named(cluster.Name) : null,
            _ => null,
        };

    private sealed record Named(string Name, OrganisationItem? Organisation = null, IdeaItem? Idea = null);
}
