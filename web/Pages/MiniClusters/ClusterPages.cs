using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Grains.MiniClusters;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Members;
using IdeaStorage.Storage.ReadModels.MiniClusters;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Api;

namespace IdeaStorage.Web.Pages.MiniClusters;

/// <summary>Mini-clusters: the list, one with its members and ideas, joining, founding, coordinators.</summary>
internal static class ClusterPages
{
    private const int IdeasShown = 5;

    public static async Task<IResult> List(Visit visit)
    {
        var lifecycle = visit.QueryChoice<ClusterLifecycle>("lifecycle");
        var found = await visit.Get<ClusterQueries>().ListAsync(
            lifecycle, visit.Query("after"), cancellationToken: visit.Cancellation);
        if (!found.IsAccepted)
            return visit.Refused(found.Refusal);
        var kept = lifecycle is null ? "" : $"lifecycle={lifecycle}&";
        var next = found.Value.Next is { } cursor ? $"/clusters?{kept}after={Uri.EscapeDataString(cursor)}" : null;
        return visit.IsPartial && visit.Query("after") is not null
            ? visit.Page<ClusterRows>(new { found.Value.Items, Next = next })
            : visit.Page<ClusterListPage>(new { found.Value.Items, Next = next, Lifecycle = lifecycle });
    }

    public static Task<IResult> Show(Visit visit) => ShowAsync(visit, null);

    /// <summary>The rest of the members; for members of the site only.</summary>
    public static async Task<IResult> Members(Visit visit)
    {
        if (await FindAsync(visit) is not { } cluster)
            return visit.NotFound();
        var found = await visit.Get<ClusterQueries>().ListMembersAsync(
            cluster.Id, visit.Query("after"), cancellationToken: visit.Cancellation);
        if (!found.IsAccepted)
            return visit.Refused(found.Refusal);
        var view = new ClusterMembersView(cluster, found.Value, visit.Viewer.Moderates(cluster.Id));
        return visit.IsPartial
            ? visit.Page<MemberRows>(new { View = view })
            : visit.Page<MembersPage>(new { View = view });
    }

    public static async Task<IResult> Join(Visit visit, PostedForm _) => visit.Done(
        await visit.Grain<IMiniClusterGrain>(visit.Id()).Join(new JoinCluster(visit.Command(), visit.Member!.MemberId)),
        $"/clusters/{visit.Id()}", "flash.joined");

    public static async Task<IResult> Leave(Visit visit, PostedForm _) => visit.Done(
        await visit.Grain<IMiniClusterGrain>(visit.Id()).Leave(
            new LeaveCluster(visit.Command(), visit.Member!.MemberId)),
        $"/clusters/{visit.Id()}", "flash.left");

    public static Task<IResult> New(Visit visit) => Task.FromResult(visit.Member!.IsOperator
        ? visit.Page<NewClusterPage>(new { Form = new ClusterForm() })
        : visit.Refused(MiniClusterRefusals.OnlyOperatorsMayCreateClusters));

    public static async Task<IResult> Create(Visit visit, PostedForm form)
    {
        var command = new CreateCluster(
            visit.Command(), visit.NewText(form["name"]), visit.NewText(form["description"]), [.. form.Tags("tags")],
            ClusterRules.Default);
        var result = await visit.Grain<IMiniClusterGrain>(visit.NewId()).Create(command);
        return result.IsAccepted
            ? visit.GoTo($"/clusters/{result.Value.Id}", "flash.clusterCreated")
            : visit.Page<NewClusterPage>(
                new { Form = new ClusterForm(form["name"], form["description"], form["tags"], result.Refusal) },
                Problems.StatusOf(result.Refusal));
    }

    /// <summary>By user name, which is what people know of each other.</summary>
    public static async Task<IResult> Appoint(Visit visit, PostedForm form)
    {
        var id = form.OrNull("memberId")
            ?? await visit.Get<MemberQueries>().FindIdByHandleAsync(form["userName"], visit.Cancellation);
        if (id is null)
            return await ShowAsync(visit, new CoordinatorInput(
                form["userName"], MemberRefusals.MemberNotFound with { Field = "userName" }));
        var result = await visit.Grain<IMiniClusterGrain>(visit.Id()).AppointCoordinator(
            new AppointCoordinator(visit.Command(), id));
        visit.Get<MemberDirectory>().Forget(id);
        return result.IsAccepted
            ? visit.GoTo($"/clusters/{visit.Id()}", "flash.appointed")
            : await ShowAsync(visit, new CoordinatorInput(form["userName"], result.Refusal));
    }

    public static async Task<IResult> Dismiss(Visit visit, PostedForm form)
    {
        var result = await visit.Grain<IMiniClusterGrain>(visit.Id()).DismissCoordinator(
            new DismissCoordinator(visit.Command(), form["memberId"]));
        visit.Get<MemberDirectory>().Forget(form["memberId"]);
        return visit.Done(result, $"/clusters/{visit.Id()}", "flash.dismissed");
    }

    private static Task<ClusterDetail?> FindAsync(Visit visit) =>
        visit.Get<ClusterQueries>().FindAsync(visit.Id(), visit.Viewer, visit.Cancellation);

    private static async Task<IResult> ShowAsync(Visit visit, CoordinatorInput? input)
    {
        if (await FindAsync(visit) is not { } cluster)
            return visit.NotFound();
        var ideas = await visit.Get<IdeaQueries>().ListAsync(
            new IdeaFilter { ClusterId = cluster.Id, Limit = IdeasShown }, visit.Viewer, visit.Cancellation);
        return visit.Page<ClusterPage>(
            new { Cluster = cluster, Ideas = ideas.Value!.Items, Input = input ?? new CoordinatorInput("", null) },
            input?.Refusal is { } refusal ? Problems.StatusOf(refusal) : StatusCodes.Status200OK);
    }
}

/// <summary>The form of a new mini-cluster, shown again.</summary>
public sealed record ClusterForm(string Name = "", string Description = "", string Tags = "", Refusal? Refusal = null);

/// <summary>The form of an appointment, shown again.</summary>
public sealed record CoordinatorInput(string UserName, Refusal? Refusal);

/// <summary>Members of a cluster.</summary>
public sealed record ClusterMembersView(ClusterDetail Cluster, Page<ClusterMember> Page, bool Moderates)
{
    public string? Next => Page.Next is { } cursor
        ? $"/clusters/{Cluster.Id}/members?after={Uri.EscapeDataString(cursor)}"
        : null;
}
