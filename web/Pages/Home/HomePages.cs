using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Members;
using IdeaStorage.Web.Pages.Recommendations;
using IdeaStorage.Web.Recommendations;

namespace IdeaStorage.Web.Pages.Home;

/// <summary>The home page: what it is for a visitor, what is new and who fits for a member.</summary>
internal static class HomePages
{
    private const int IdeasShown = 6;
    private const int RecommendedShown = 3;

    public static async Task<IResult> Show(Visit visit)
    {
        var home = new HomeView
        {
            Newest = await ListAsync(visit, IdeaSort.New),
            Trending = await ListAsync(visit, IdeaSort.Trending),
        };
        if (visit.Member is { } signedIn)
        {
            var member = await visit.Get<MemberQueries>().FindAsync(signedIn.MemberId, visit.Cancellation);
            home = home with
            {
                Clusters = member?.Clusters ?? [],
                Partners = await RecommendationPages.ForMeAsync(visit, RecommendedKind.Organisation, RecommendedShown),
                Ideas = await RecommendationPages.ForMeAsync(visit, RecommendedKind.Idea, RecommendedShown),
            };
        }
        return visit.Page<HomePage>(new { Home = home });
    }

    private static async Task<IReadOnlyList<IdeaItem>> ListAsync(Visit visit, IdeaSort sort)
    {
        var filter = new IdeaFilter { Sort = sort, Limit = IdeasShown };
        return (await visit.Get<IdeaQueries>().ListAsync(filter, visit.Viewer, visit.Cancellation)).Value!.Items;
    }
}

/// <summary>What the home page shows.</summary>
public sealed record HomeView
{
    public IReadOnlyList<IdeaItem> Newest { get; init; } = [];
    public IReadOnlyList<IdeaItem> Trending { get; init; } = [];
    public IReadOnlyList<MemberCluster> Clusters { get; init; } = [];
    public IReadOnlyList<NamedRecommendation> Partners { get; init; } = [];
    public IReadOnlyList<NamedRecommendation> Ideas { get; init; } = [];
}
