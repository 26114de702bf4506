using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.MiniClusters;
using Microsoft.AspNetCore.Http.Extensions;

namespace IdeaStorage.Web.Pages.Ideas;

/// <summary>Lists of ideas: filtered, sorted, searched.</summary>
internal static class IdeaListPages
{
    public static async Task<IResult> List(Visit visit)
    {
        var filter = new IdeaFilter
        {
            ClusterId = visit.Query("cluster"),
            Tag = visit.Query("tag")?.TrimStart('#') is { Length: > 0 } tag ? tag : null,
            Stage = visit.QueryChoice<IdeaStage>("stage"),
            Sort = visit.QueryChoice<IdeaSort>("sort"),
            AuthorId = visit.Query("author"),
            ParticipantId = visit.Query("participant"),
            Text = visit.Query("q"),
            After = visit.Query("after"),
        };
        var found = await visit.Get<IdeaQueries>().ListAsync(filter, visit.Viewer, visit.Cancellation);
        if (!found.IsAccepted)
            return visit.Refused(found.Refusal);
        var next = found.Value.Next is { } cursor ? AddressOf(filter, cursor) : null;
        if (visit.IsPartial && filter.After is not null)
            return visit.Page<IdeaRows>(new { found.Value.Items, Next = next, Sought = filter.Text });
        var clusters = await visit.Get<ClusterQueries>().ListAsync(
            limit: PageLimits.ItemsMax, cancellationToken: visit.Cancellation);
        return visit.Page<IdeaListPage>(new
        {
            View = new IdeaListView(
                filter, found.Value, next, clusters.Value!.Items, AddressOf(filter with { Tag = null }, null)),
        });
    }

    private static string AddressOf(IdeaFilter filter, string? after)
    {
        var query = new QueryBuilder();
        Add("cluster", filter.ClusterId);
        Add("tag", filter.Tag);
        Add("stage", filter.Stage?.ToString());
        Add("sort", filter.Sort?.ToString());
        Add("author", filter.AuthorId);
        Add("participant", filter.ParticipantId);
        Add("q", filter.Text);
        Add("after", after);
        return "/ideas" + query;

        void Add(string name, string? value)
        {
            if (value is not null)
                query.Add(name, value);
        }
    }
}

/// <summary>What the list shows.</summary>
/// <param name="Filter">What was asked for.</param>
/// <param name="Page">What was found.</param>
/// <param name="Next">The address of the next page, or null.</param>
/// <param name="Clusters">Those to choose from.</param>
/// <param name="AddressWithoutTag">The same list whatever the tags.</param>
public sealed record IdeaListView(
    IdeaFilter Filter, Page<IdeaItem> Page, string? Next, IReadOnlyList<ClusterItem> Clusters,
    string AddressWithoutTag);
