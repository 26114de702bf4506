using IdeaStorage.Domain;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Grains.Moderation;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Members;
using IdeaStorage.Storage.ReadModels.MiniClusters;
using IdeaStorage.Storage.ReadModels.Moderation;
using IdeaStorage.Web.Api;

namespace IdeaStorage.Web.Pages.Moderation;

/// <summary>A coordinator's queue, a case, and its decision. For others these pages do not exist.</summary>
internal static class QueuePages
{
    /// <summary>
    /// The clusters that the member moderates; one alone needs no choice. For operators, also what is no cluster's.
    /// </summary>
    public static async Task<IResult> Choose(Visit visit)
    {
        var found = await ClustersAsync(visit);
        if (!found.IsAccepted)
            return visit.Refused(found.Refusal);
        var (clusters, cursor) = (found.Value.Items, found.Value.Next);
        var next = cursor is null ? null : $"/queue?after={Uri.EscapeDataString(cursor)}";
        if (visit.IsPartial && visit.Query("after") is not null)
            return visit.Page<QueueNames>(new { Clusters = clusters, Next = next });
        if (visit.Viewer.IsOperator)
        {
            var outside = await visit.Get<WaitingQueries>().CountOutsideClustersAsync(visit.Cancellation);
            return visit.Page<QueuesPage>(new { Clusters = clusters, Next = next, Outside = outside });
        }

        return clusters.Count switch
        {
            0 => visit.NotFound(),
            1 => visit.GoTo($"/queue/{clusters[0].Id}"),
            _ => visit.Page<QueuesPage>(new { Clusters = clusters, Next = next }),
        };
    }

    public static async Task<IResult> List(Visit visit)
    {
        var id = visit.Id();
        if (!visit.Viewer.Moderates(id)
            || await visit.Get<ClusterQueries>().FindAsync(id, visit.Viewer, visit.Cancellation) is not { } cluster)
            return visit.NotFound();
        var status = visit.QueryChoice<CaseStatus>("status") ?? CaseStatus.Open;
        var found = await visit.Get<CaseQueries>().ListAsync(
            id, status, visit.Query("after"), cancellationToken: visit.Cancellation);
        if (!found.IsAccepted)
            return visit.Refused(found.Refusal);
        var waiting = await visit.Get<WaitingQueries>().CountAsync([id], visit.Cancellation);
        var view = new QueueView(cluster.Id, cluster.Name, status, waiting[id], found.Value);
        return visit.IsPartial && visit.Query("after") is not null
            ? visit.Page<CaseRows>(new { View = view })
            : visit.Page<QueuePage>(new { View = view });
    }

    public static Task<IResult> Show(Visit visit) => ShowAsync(visit, new DecisionInput());

    public static async Task<IResult> Decide(Visit visit, PostedForm form)
    {
        if (await visit.Get<CaseQueries>().FindAsync(visit.Id(), visit.Cancellation) is not { } found
            || !visit.Viewer.Moderates(found.Case.ClusterId))
            return visit.NotFound();
        var decision = PageCommands.ChoiceOf<CaseDecision>(form["decision"]);
        var result = await visit.Grain<ICaseGrain>(visit.Id()).Decide(new DecideCase(
            visit.Command(), decision ?? (CaseDecision)(-1), visit.NewText(form["reason"])));
        return result.IsAccepted
            ? visit.GoTo($"/queue/{found.Case.ClusterId}", "flash.decided")
            : await ShowAsync(visit, new DecisionInput(decision, form["reason"], result.Refusal));
    }

    private static async Task<IResult> ShowAsync(Visit visit, DecisionInput input)
    {
        if (await visit.Get<CaseQueries>().FindAsync(visit.Id(), visit.Cancellation) is not { } found
            || !visit.Viewer.Moderates(found.Case.ClusterId))
            return visit.NotFound();
        return visit.Page<CasePage>(
            new { Found = found, Input = input },
            input.Refusal is { } refusal ? Problems.StatusOf(refusal) : StatusCodes.Status200OK);
    }

    private static async Task<Result<Page<QueueName>>> ClustersAsync(Visit visit)
    {
        if (visit.Viewer.IsOperator)
        {
            var all = await visit.Get<ClusterQueries>().ListAsync(
                after: visit.Query("after"), limit: PageLimits.ItemsMax, cancellationToken: visit.Cancellation);
            return all.IsAccepted
                ? new Page<QueueName>(
                    await CountedAsync(visit, [.. all.Value.Items.Select(one => (one.Id, one.Name))]), all.Value.Next)
                : all.Refusal;
        }

        var member = await visit.Get<MemberQueries>().FindAsync(visit.Member!.MemberId, visit.Cancellation);
        var own = (member?.Clusters ?? []).Where(one => one.IsCoordinator);
        return new Page<QueueName>(await CountedAsync(visit, [.. own.Select(one => (one.Id, one.Name))]), null);
    }

    private static async Task<QueueName[]> CountedAsync(Visit visit, (string Id, string Name)[] clusters)
    {
        var waiting = await visit.Get<WaitingQueries>().CountAsync(
            [.. clusters.Select(one => one.Id)], visit.Cancellation);
        return [.. clusters.Select(one => new QueueName(one.Id, one.Name, waiting[one.Id]))];
    }
}

/// <summary>A cluster whose queue may be seen, with what waits in it.</summary>
public sealed record QueueName(string Id, string Name, Waiting Waiting);

/// <summary>A queue, or what was decided in it.</summary>
/// <param name="ClusterId">Whose.</param>
/// <param name="ClusterName">Its name.</param>
/// <param name="Status">Which of the two.</param>
/// <param name="Waiting">What waits in the cluster.</param>
/// <param name="Page">The cases.</param>
public sealed record QueueView(
    string ClusterId, string ClusterName, CaseStatus Status, Waiting Waiting, Page<CaseItem> Page)
{
    public string? Next => Page.Next is { } cursor
        ? $"/queue/{ClusterId}?status={Status}&after={Uri.EscapeDataString(cursor)}"
        : null;
}

/// <summary>The form of a decision, shown again with what was wrong.</summary>
public sealed record DecisionInput(
    CaseDecision? Decision = null, string Reason = "", Domain.Refusal? Refusal = null);
