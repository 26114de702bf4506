using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Grains.Members;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Introductions;
using IdeaStorage.Storage.ReadModels.Organisations;
using IdeaStorage.Web.Recommendations;

namespace IdeaStorage.Web.Api.Recommendations;

/// <summary>Partners and ideas that are proposed, with reasons, and what members think of them.</summary>
internal static class Recommendations
{
    public static void MapRecommendations(this IEndpointRouteBuilder api)
    {
        api.MapRead("/me/recommendations/organisations", ForMeOrganisations, Access.Member)
            .Answers<ListAnswer<RecommendationAnswerItem>>().Takes(Parameters.Limit)
            .Says("Organisations that the caller should meet, with reasons.");
        api.MapRead("/me/recommendations/ideas", ForMeIdeas, Access.Member)
            .Answers<ListAnswer<RecommendationAnswerItem>>().Takes(Parameters.Limit)
            .Says("Ideas that the caller should read, with reasons.");
        api.MapRead("/ideas/{id}/recommendations/organisations", ForIdea)
            .Answers<ListAnswer<RecommendationAnswerItem>>().Takes(Parameters.Limit)
            .Says("Organisations that this idea should meet, with reasons.");
        api.MapWrite("POST", "/me/recommendations/organisations/{id}/answer",
                ApiJson.Web.RecommendationAnswerBody, AnswerOrganisation)
            .Answers<Receipt>()
            .Says("Say whether a proposed organisation is of interest. With introduce, coordinators are asked.");
        api.MapWrite("POST", "/me/recommendations/ideas/{id}/answer",
                ApiJson.Web.RecommendationAnswerBody, AnswerIdea)
            .Answers<Receipt>()
            .Says("Say whether a proposed idea is of interest. With introduce, coordinators are asked.");
    }

    private static Task<Answer> ForMeOrganisations(Call call) => ListAsync(
        call, RecommendationSubject.Member, call.Member!.MemberId, RecommendedKind.Organisation);

    private static Task<Answer> ForMeIdeas(Call call) => ListAsync(
        call, RecommendationSubject.Member, call.Member!.MemberId, RecommendedKind.Idea);

    private static async Task<Answer> ForIdea(Call call) =>
        await call.Get<IdeaQueries>().FindPlaceAsync(call.Id(), call.Viewer, call.Cancellation) is null
            ? call.Refuse(IdeaRefusals.IdeaNotFound)
            : await ListAsync(call, RecommendationSubject.Idea, call.Id(), RecommendedKind.Organisation);

    private static async Task<Answer> ListAsync(
        Call call, RecommendationSubject subject, string subjectId, RecommendedKind target)
    {
        var query = new Query(call, Query.Limit);
        var limit = query.Rows() ?? PageLimits.ItemsDefault;
        if (query.Fault is { } fault)
            return call.Refuse(fault);
        var items = await call.Get<RecommendationReader>().ReadAsync(
            new RecommendationRequest(subject, subjectId, target, limit, call.At), call.Viewer, call.Texts,
            call.Cancellation);
        var answer = new ListAnswer<RecommendationAnswerItem>([.. items.Select(ItemOf)], null);
        return Answer.Ok(answer, ApiJson.Web.Recommendations);
    }

    private static RecommendationAnswerItem ItemOf(NamedRecommendation item) => new(
        item.Id, item.Name, item.Score,
        [.. item.Reasons.Select(reason => new RecommendationReason(
            reason.Kind, reason.Share, reason.Text,
            reason.AboutId is null ? null : new ReasonAbout(reason.AboutKind!, reason.AboutId, reason.About)))]);

    private static async Task<Answer> AnswerOrganisation(Call call, RecommendationAnswerBody body) =>
        await call.Get<OrganisationQueries>().FindAsync(call.Id(), call.Cancellation) is null
            ? call.Refuse(OrganisationRefusals.OrganisationNotFound)
            : await AnswerAsync(call, RecommendedKind.Organisation, body);

    private static async Task<Answer> AnswerIdea(Call call, RecommendationAnswerBody body) =>
        await call.Get<IdeaQueries>().FindPlaceAsync(call.Id(), call.Viewer, call.Cancellation) is null
            ? call.Refuse(IdeaRefusals.IdeaNotFound)
            : await AnswerAsync(call, RecommendedKind.Idea, body);

    private static async Task<Answer> AnswerAsync(Call call, RecommendedKind kind, RecommendationAnswerBody body)
    {
        RecommendationAnswer? answer = body switch
        {
            { Answer: { } named, Interested: null, NotRelevant: null, Introduce: null } => named,
            { Answer: null, Interested: true, NotRelevant: null, Introduce: null } => RecommendationAnswer.Interested,
            { Answer: null, Interested: null, NotRelevant: true, Introduce: null } => RecommendationAnswer.NotRelevant,
            { Answer: null, Interested: null, NotRelevant: null, Introduce: true } => RecommendationAnswer.Introduce,
            _ => null,
        };
        if (answer is null)
            return call.Refuse(new ShapeFault(StatusCodes.Status400BadRequest, "AnswerIsMissing", "answer"));
        var command = await call.Get<IntroductionQueries>().FindPlaceAsync(
            new AnswerRecommendation(call.Context, kind, call.Id(), answer.Value), call.Cancellation);
        return command.IsAccepted
            ? call.Changed(await call.Grains.GetGrain<IMemberGrain>(call.Member!.MemberId)
                .AnswerRecommendation(command.Value))
            : call.Refuse(command.Refusal);
    }
}
