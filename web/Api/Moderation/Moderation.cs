using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Grains.Moderation;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.MiniClusters;
using IdeaStorage.Storage.ReadModels.Moderation;

namespace IdeaStorage.Web.Api.Moderation;

/// <summary>Flags, cases and decisions.</summary>
internal static class Moderation
{
    public static void MapModeration(this IEndpointRouteBuilder api)
    {
        api.MapWrite("POST", "/ideas/{id}/flags", ApiJson.Web.FlagBody, FlagIdea)
            .Answers<FlagAnswer>(StatusCodes.Status201Created).Answers<FlagAnswer>()
            .Says("Flag an idea to its cluster's coordinators; 200 if the caller had flagged it before.");
        api.MapWrite("POST", "/comments/{id}/flags", ApiJson.Web.FlagBody, FlagComment)
            .Answers<FlagAnswer>(StatusCodes.Status201Created).Answers<FlagAnswer>()
            .Says("Flag a comment to its cluster's coordinators; 200 if the caller had flagged it before.");
        api.MapRead("/clusters/{id}/cases", List, Access.Member).Answers<Page<CaseItem>>()
            .Takes(Parameters.Status, Parameters.After, Parameters.Limit)
            .Says("A cluster's moderation queue, open cases first. Its coordinators only.");
        api.MapRead("/cases/{id}", Read, Access.Member).Answers<CaseDetail>()
            .Says("One case with its flags and decisions. Coordinators of its cluster only.");
        api.MapWrite("POST", "/cases/{id}/decision", ApiJson.Web.DecisionBody, Decide).Answers<Receipt>()
            .Says("Decide a case. Coordinators of its cluster only, never on their own content.");
    }

    private static async Task<Answer> FlagIdea(Call call, FlagBody body) => await FlagAsync(
        call, body, await call.Get<IdeaQueries>().FindPlaceAsync(call.Id(), call.Viewer, call.Cancellation),
        IdeaRefusals.IdeaNotFound);

    private static async Task<Answer> FlagComment(Call call, FlagBody body) => await FlagAsync(
        call, body, await call.Get<IdeaQueries>().FindCommentPlaceAsync(call.Id(), call.Viewer, call.Cancellation),
        IdeaRefusals.CommentNotFound);

    private static async Task<Answer> FlagAsync(Call call, FlagBody body, ContentPlace? place, Refusal notFound)
    {
        if (place is null)
            return call.Refuse(notFound);
        var target = new CaseTarget(place.ClusterId, place.IdeaId, place.CommentId, place.AuthorId);
        var command = new FlagContent(call.Context, target, body.Category, call.TextOrNull(body.Note));
        var isAgain = await call.Get<CaseQueries>().HasFlaggedAsync(
            target.CaseId, call.Member!.MemberId, call.Cancellation);
        var result = await call.Grains.GetGrain<ICaseGrain>(target.CaseId).Flag(command);
        if (result.Value is not { } receipt)
            return call.Refuse(result.Refusal!);
        var answer = Answer.Ok(
            new FlagAnswer(receipt.Id, receipt.Version, isAgain), ApiJson.Web.FlagAnswer, receipt.Version);
        return isAgain
            ? answer
            : answer with { Status = StatusCodes.Status201Created, Location = "/api/v1/cases/" + receipt.Id };
    }

    private static async Task<Answer> List(Call call)
    {
        var query = new Query(call, "status", Query.After, Query.Limit);
        var status = query.Choice<CaseStatus>("status");
        var (after, limit) = (query.Text(Query.After), query.Rows());
        if (query.Fault is { } fault)
            return call.Refuse(fault);
        if (await call.Get<ClusterQueries>().FindAsync(call.Id(), call.Viewer, call.Cancellation) is null)
            return call.Refuse(MiniClusterRefusals.ClusterNotFound);
        if (!call.Viewer.Moderates(call.Id()))
            return call.Refuse(CaseRefusals.OnlyCoordinatorsMayDecide);
        return call.Page(
            await call.Get<CaseQueries>().ListAsync(call.Id(), status, after, limit, call.Cancellation),
            ApiJson.Web.PageCaseItem);
    }

    private static async Task<Answer> Read(Call call)
    {
        var found = await call.Get<CaseQueries>().FindAsync(call.Id(), call.Cancellation);
        if (found is null)
            return call.Refuse(CaseRefusals.CaseNotFound);
        return call.Viewer.Moderates(found.Case.ClusterId)
            ? Answer.Ok(found, ApiJson.Web.CaseDetail, found.Case.Version)
            : call.Refuse(CaseRefusals.OnlyCoordinatorsMayDecide);
    }

    private static async Task<Answer> Decide(Call call, DecisionBody body)
    {
        var command = new DecideCase(call.Context, body.Decision, call.Text(body.Reason));
        return call.Changed(await call.Grains.GetGrain<ICaseGrain>(call.Id()).Decide(command));
    }
}
