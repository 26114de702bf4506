using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Grains.Members;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Introductions;
using IdeaStorage.Storage.ReadModels.MiniClusters;

namespace IdeaStorage.Web.Api.Introductions;

/// <summary>Wishes to be introduced to an organisation: whose task they are, and what came of them.</summary>
internal static class Introductions
{
    public static void MapIntroductions(this IEndpointRouteBuilder api)
    {
        api.MapRead("/clusters/{id}/introductions", ListOfCluster, Access.Member).Answers<Page<IntroductionItem>>()
            .Takes(Parameters.State, Parameters.After, Parameters.Limit)
            .Says("The wishes to be introduced that a cluster's coordinators see to, latest first. These only.");
        api.MapRead("/introductions", ListAll, Access.Member).Answers<Page<IntroductionItem>>()
            .Takes(Parameters.State, Parameters.After, Parameters.Limit)
            .Says("All wishes to be introduced, latest first. Operators only.");
        api.MapWrite("POST", "/introductions/{id}/outcome", ApiJson.Web.OutcomeBody, Conclude).Answers<Receipt>()
            .Says("Say what came of a wish, with a note to whoever wished. Coordinators of its clusters only, never of "
                + "their own.");
        api.MapRead("/me/introductions", ListOwn, Access.Member).Answers<Page<IntroductionItem>>()
            .Takes(Parameters.After, Parameters.Limit)
            .Says("What the caller wished and what came of it, latest first. One wishes by the answer introduce to a "
                + "recommendation.");
        api.MapWrite("DELETE", "/me/introductions/{id}", Withdraw).Answers<Receipt>()
            .Says("Take back a wish that still waits, and with it the answer to the recommendation.");
    }

    private static async Task<Answer> ListOfCluster(Call call)
    {
        var (state, after, limit, fault) = Read(call);
        if (fault is not null)
            return call.Refuse(fault);
        if (await call.Get<ClusterQueries>().FindAsync(call.Id(), call.Viewer, call.Cancellation) is null)
            return call.Refuse(MiniClusterRefusals.ClusterNotFound);
        return call.Viewer.Moderates(call.Id())
            ? Answered(call, await Queries(call).ListOfClusterAsync(
                call.Id(), state, call.Viewer, after, limit, call.Cancellation))
            : call.Refuse(MemberRefusals.OnlyCoordinatorsMayIntroduce);
    }

    private static async Task<Answer> ListAll(Call call)
    {
        var (state, after, limit, fault) = Read(call);
        if (fault is not null)
            return call.Refuse(fault);
        return call.Viewer.IsOperator
            ? Answered(call, await Queries(call).ListAllAsync(state, call.Viewer, after, limit, call.Cancellation))
            : call.Refuse(MemberRefusals.OnlyCoordinatorsMayIntroduce);
    }

    private static async Task<Answer> ListOwn(Call call)
    {
        var query = new Query(call, Query.After, Query.Limit);
        var (after, limit) = (query.Text(Query.After), query.Rows());
        return query.Fault is { } fault
            ? call.Refuse(fault)
            : Answered(call, await Queries(call).ListOwnAsync(call.Viewer, after, limit, call.Cancellation));
    }

    private static async Task<Answer> Conclude(Call call, OutcomeBody body)
    {
        if (await Queries(call).FindAsync(call.Id(), call.Viewer, call.Cancellation) is not { Item: var wish })
            return call.Refuse(MemberRefusals.IntroductionNotFound);
        var command = new ConcludeIntroduction(call.Context, wish.Id, body.Outcome, call.Text(body.Note));
        return call.Changed(await call.Grains.GetGrain<IMemberGrain>(wish.MemberId).ConcludeIntroduction(command));
    }

    private static async Task<Answer> Withdraw(Call call) => call.Changed(
        await call.Grains.GetGrain<IMemberGrain>(call.Member!.MemberId).WithdrawIntroduction(
            new WithdrawIntroduction(call.Context, call.Id())));

    private static (IntroductionState? State, string? After, int? Limit, ShapeFault? Fault) Read(Call call)
    {
        var query = new Query(call, "state", Query.After, Query.Limit);
        return (query.Choice<IntroductionState>("state"), query.Text(Query.After), query.Rows(), query.Fault);
    }

    private static Answer Answered(Call call, Result<Page<IntroductionItem>> result) =>
        call.Page(result, ApiJson.Web.PageIntroductionItem);

    private static IntroductionQueries Queries(Call call) => call.Get<IntroductionQueries>();
}
