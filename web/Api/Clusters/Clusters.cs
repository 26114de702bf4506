using IdeaStorage.Domain;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Grains.MiniClusters;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.MiniClusters;
using IdeaStorage.Web.Accounts;

namespace IdeaStorage.Web.Api.Clusters;

/// <summary>Mini-clusters, their members and coordinators.</summary>
internal static class Clusters
{
    public static void MapClusters(this IEndpointRouteBuilder api)
    {
        api.MapRead("/clusters", List).Answers<Page<ClusterItem>>()
            .Takes(Parameters.Lifecycle, Parameters.After, Parameters.Limit).Says("Mini-clusters by name.");
        api.MapWrite("POST", "/clusters", ApiJson.Web.NewClusterBody, Create)
            .Answers<Receipt>(StatusCodes.Status201Created).Says("Found a mini-cluster. Operators only.");
        api.MapRead("/clusters/{id}", Read).Answers<ClusterDetail>().Says("One mini-cluster with its rules.");
        api.MapWrite("PATCH", "/clusters/{id}", ApiJson.Web.EditClusterBody, Edit).Answers<Receipt>()
            .Says("Change a mini-cluster; what is not given stays.");
        api.MapRead("/clusters/{id}/members", ListMembers, Access.Member).Answers<Page<ClusterMember>>()
            .Takes(Parameters.After, Parameters.Limit).Says("Its members.");
        api.MapWrite("POST", "/clusters/{id}/members", Join).Answers<Receipt>().Says("Join it.");
        api.MapWrite("PUT", "/clusters/{id}/members/{memberId}", Admit).Answers<Receipt>()
            .Says("Make someone a member: oneself, or by a coordinator.");
        api.MapWrite("DELETE", "/clusters/{id}/members/{memberId}", Leave).Answers<Receipt>()
            .Says("End a membership: one's own, or by a coordinator.");
        api.MapWrite("PUT", "/clusters/{id}/coordinators/{memberId}", Appoint).Answers<Receipt>()
            .Says("Appoint a coordinator.");
        api.MapWrite("DELETE", "/clusters/{id}/coordinators/{memberId}", Dismiss).Answers<Receipt>()
            .Says("Dismiss a coordinator.");
    }

    private static async Task<Answer> List(Call call)
    {
        var query = new Query(call, "lifecycle", Query.After, Query.Limit);
        var lifecycle = query.Choice<ClusterLifecycle>("lifecycle");
        var (after, limit) = (query.Text(Query.After), query.Rows());
        return query.Fault is { } fault
            ? call.Refuse(fault)
            : call.Page(
                await call.Get<ClusterQueries>().ListAsync(lifecycle, after, limit, call.Cancellation),
                ApiJson.Web.PageClusterItem);
    }

    private static async Task<Answer> Create(Call call, NewClusterBody body)
    {
        var id = call.NewId();
        var rules = RulesOf(body.Rules, ClusterRules.Default);
        var command = new CreateCluster(
            call.Context, call.Text(body.Name), call.Text(body.Description), Call.Tags(body.Tags), rules);
        return call.Created("/api/v1/clusters", await call.Grains.GetGrain<IMiniClusterGrain>(id).Create(command));
    }

    private static async Task<Answer> Read(Call call)
    {
        var cluster = await call.Get<ClusterQueries>().FindAsync(call.Id(), call.Viewer, call.Cancellation);
        return cluster is null
            ? call.Refuse(MiniClusterRefusals.ClusterNotFound)
            : Answer.Ok(cluster, ApiJson.Web.ClusterDetail, cluster.Version);
    }

    private static async Task<Answer> Edit(Call call, EditClusterBody body)
    {
        ClusterRules? rules = null;
        if (body.Rules is not null)
        {
            var present = await call.Get<ClusterQueries>().FindAsync(call.Id(), call.Viewer, call.Cancellation);
            rules = RulesOf(body.Rules, present?.Rules ?? ClusterRules.Default);
        }
        var command = new ChangeCluster(
            call.Context, call.TextOrNull(body.Name), call.TextOrNull(body.Description), Call.TagsOrNull(body.Tags),
            rules, body.Lifecycle);
        return await call.ChangeIfMatchAsync(seen => Grain(call).Change(command with { ExpectedVersion = seen }));
    }

    private static async Task<Answer> ListMembers(Call call)
    {
        var query = new Query(call, Query.After, Query.Limit);
        var (after, limit) = (query.Text(Query.After), query.Rows());
        return query.Fault is { } fault
            ? call.Refuse(fault)
            : call.Page(
                await call.Get<ClusterQueries>().ListMembersAsync(call.Id(), after, limit, call.Cancellation),
                ApiJson.Web.PageClusterMember);
    }

    private static async Task<Answer> Join(Call call) =>
        call.Changed(await Grain(call).Join(new JoinCluster(call.Context, call.Member!.MemberId)));

    private static async Task<Answer> Admit(Call call) =>
        call.Changed(await Grain(call).Join(new JoinCluster(call.Context, call.Id("memberId"))));

    private static async Task<Answer> Leave(Call call) =>
        call.Changed(await Grain(call).Leave(new LeaveCluster(call.Context, call.Id("memberId"))));

    private static async Task<Answer> Appoint(Call call) => Known(
        call, await Grain(call).AppointCoordinator(new AppointCoordinator(call.Context, call.Id("memberId"))));

    private static async Task<Answer> Dismiss(Call call) => Known(
        call, await Grain(call).DismissCoordinator(new DismissCoordinator(call.Context, call.Id("memberId"))));

    /// <summary>A new or former coordinator sees other things from the next request on.</summary>
    private static Answer Known(Call call, Result<Receipt> result)
    {
        call.Get<MemberDirectory>().Forget(call.Id("memberId"));
        return call.Changed(result);
    }

    private static IMiniClusterGrain Grain(Call call) => call.Grains.GetGrain<IMiniClusterGrain>(call.Id());

    private static ClusterRules RulesOf(ClusterRulesBody? body, ClusterRules present) => body is null
        ? present
        : present with
        {
            Posting = body.Posting ?? present.Posting,
            Commenting = body.Commenting ?? present.Commenting,
            Joining = body.Joining ?? present.Joining,
            StageMovers = body.StageMovers ?? present.StageMovers,
        };
}
