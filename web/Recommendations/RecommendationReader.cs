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
public sealed record NamedRecommendation(string Id, string Name, double Score, IReadOnlyList<NamedReason> Reasons);

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
        var names = new Dictionary<(string Kind, string Id), string?>();
        var target = request.Target == RecommendedKind.Idea ? "idea" : "organisation";
        var named = new List<NamedRecommendation>(items.Length);
        foreach (var item in items)
        {
            if (await NameAsync(target, item.Id) is not { } name)
                continue;
            var reasons = new List<NamedReason>(item.Reasons.Length);
            foreach (var reason in item.Reasons)
            {
                var about = reason is { AboutKind: { } kind, AboutId: { } id } ? await NameAsync(kind, id) : null;
                var isNamed = about is not null;
                reasons.Add(new NamedReason(
                    reason.Kind, reason.Share, Reasons.Say(reason, about, request, texts, industries.Tree),
                    isNamed ? reason.AboutKind : null, isNamed ? reason.AboutId : null, about));
            }
            named.Add(new NamedRecommendation(item.Id, name, item.Score, reasons));
            if (viewer.MemberId is { } member)
                impressions.Shows(member, request.Target, item.Id, item.Model, named.Count);
        }
        return named;

        async ValueTask<string?> NameAsync(string kind, string id)
        {
            if (!names.TryGetValue((kind, id), out var known))
                names[(kind, id)] = known = await FindNameAsync(kind, id, viewer, cancellation);
            return known;
        }
    }

    /// <summary>Members' names are nobody's reason: they are never said.</summary>
    private async Task<string?> FindNameAsync(string kind, string id, Viewer viewer, CancellationToken cancellation) =>
        kind switch
        {
            "idea" => (await ideas.FindAsync(id, viewer, cancellation))?.Title,
            "organisation" => (await organisations.FindAsync(id, cancellation))?.Name,
            "miniCluster" => (await clusters.FindAsync(id, viewer, cancellation))?.Name,
            _ => null,
        };
}
