using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Members;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Introductions;
using IdeaStorage.Storage.ReadModels.MiniClusters;
using IdeaStorage.Web.Api;

namespace IdeaStorage.Web.Pages.Introductions;

/// <summary>
/// A member's own wishes to be introduced, and those that are a coordinator's task. The latter do not exist for others.
/// </summary>
internal static class IntroductionPages
{
    public static async Task<IResult> Mine(Visit visit)
    {
        var found = await visit.Get<IntroductionQueries>().ListOwnAsync(
            visit.Viewer, visit.Query("after"), cancellationToken: visit.Cancellation);
        if (!found.IsAccepted)
            return visit.Refused(found.Refusal);
        var next = found.Value.Next is { } cursor ? $"/me/introductions?after={Uri.EscapeDataString(cursor)}" : null;
        return visit.IsPartial
            ? visit.Page<MyIntroductionRows>(new { found.Value.Items, Next = next })
            : visit.Page<MyIntroductionsPage>(new { found.Value.Items, Next = next });
    }

    public static async Task<IResult> Withdraw(Visit visit, PostedForm _) => visit.Done(
        await visit.Grain<IMemberGrain>(visit.Member!.MemberId).WithdrawIntroduction(
            new WithdrawIntroduction(visit.Command(), visit.Id())),
        "/me/introductions", "flash.introductionWithdrawn");

    public static async Task<IResult> OfCluster(Visit visit)
    {
        var id = visit.Id();
        if (!visit.Viewer.Moderates(id)
            || await visit.Get<ClusterQueries>().FindAsync(id, visit.Viewer, visit.Cancellation) is not { } cluster)
            return visit.NotFound();
        var state = StateOf(visit);
        var found = await visit.Get<IntroductionQueries>().ListOfClusterAsync(
            id, state, visit.Viewer, visit.Query("after"), cancellationToken: visit.Cancellation);
        return List(visit, found, page => new IntroductionsView(
            $"/queue/{id}/introductions", cluster.Id, cluster.Name, state, page));
    }

    /// <summary>Those of all clusters and of none, for operators.</summary>
    public static async Task<IResult> All(Visit visit)
    {
        if (!visit.Viewer.IsOperator)
            return visit.NotFound();
        var state = StateOf(visit);
        var found = await visit.Get<IntroductionQueries>().ListAllAsync(
            state, visit.Viewer, visit.Query("after"), cancellationToken: visit.Cancellation);
        return List(visit, found, page => new IntroductionsView("/introductions", null, null, state, page));
    }

    public static Task<IResult> Show(Visit visit) => ShowAsync(visit, new OutcomeInput());

    public static async Task<IResult> Conclude(Visit visit, PostedForm form)
    {
        if (await FindAsync(visit) is not { } found)
            return visit.NotFound();
        var outcome = PageCommands.ChoiceOf<IntroductionOutcome>(form["outcome"]);
        var result = await visit.Grain<IMemberGrain>(found.Item.MemberId).ConcludeIntroduction(new ConcludeIntroduction(
            visit.Command(), found.Item.Id, outcome ?? (IntroductionOutcome)(-1), visit.NewText(form["note"])));
        return result.IsAccepted
            ? visit.GoTo(QueueOf(visit, found), "flash.introductionConcluded")
            : await ShowAsync(visit, new OutcomeInput(outcome, form["note"], result.Refusal));
    }

    /// <summary>The queue where the viewer found it: that of a cluster of theirs, or the operators'.</summary>
    private static string QueueOf(Visit visit, IntroductionTask task) =>
        task.ClusterIds.FirstOrDefault(visit.Viewer.Moderates) is { } cluster
            ? $"/queue/{cluster}/introductions"
            : "/introductions";

    private static async Task<IResult> ShowAsync(Visit visit, OutcomeInput input) =>
        await FindAsync(visit) is { } found
            ? visit.Page<IntroductionPage>(
                new { found.Item, Queue = QueueOf(visit, found), Input = input },
                input.Refusal is { } refusal ? Problems.StatusOf(refusal) : StatusCodes.Status200OK)
            : visit.NotFound();

    private static async Task<IntroductionTask?> FindAsync(Visit visit) =>
        await visit.Get<IntroductionQueries>().FindAsync(visit.Id(), visit.Viewer, visit.Cancellation) is { } found
        && found.IsOf(visit.Viewer)
            ? found
            : null;

    private static IntroductionState StateOf(Visit visit) =>
        visit.QueryChoice<IntroductionState>("state") ?? IntroductionState.Open;

    private static IResult List(
        Visit visit, Result<Page<IntroductionItem>> found, Func<Page<IntroductionItem>, IntroductionsView> view)
    {
        if (!found.IsAccepted)
            return visit.Refused(found.Refusal);
        return visit.IsPartial && visit.Query("after") is not null
            ? visit.Page<IntroductionRows>(new { View = view(found.Value) })
            : visit.Page<IntroductionQueuePage>(new { View = view(found.Value) });
    }
}

/// <summary>The wishes of a cluster, or of all, in one state.</summary>
public sealed record IntroductionsView(
    string Address, string? ClusterId, string? ClusterName, IntroductionState State, Page<IntroductionItem> Page)
{
    public string? Next => Page.Next is { } cursor
        ? $"{Address}?state={State}&after={Uri.EscapeDataString(cursor)}"
        : null;
}

/// <summary>The form of an outcome, shown again with what was wrong.</summary>
public sealed record OutcomeInput(IntroductionOutcome? Outcome = null, string Note = "", Refusal? Refusal = null);
