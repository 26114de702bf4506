using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Members;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Introductions;
using IdeaStorage.Storage.ReadModels.Organisations;
using IdeaStorage.Web.Recommendations;

namespace IdeaStorage.Web.Pages.Recommendations;

/// <summary>Partners and ideas that are proposed, with reasons, and the member's answers.</summary>
internal static class RecommendationPages
{
    private const int Shown = 20;
    private const int ShownBesideAnIdea = 5;

    public static async Task<IResult> Partners(Visit visit) => visit.Page<PartnersPage>(new
    {
        Items = await ForMeAsync(visit, RecommendedKind.Organisation, Shown),
        Kind = RecommendedKind.Organisation,
    });

    public static async Task<IResult> Ideas(Visit visit) => visit.Page<PartnersPage>(new
    {
        Items = await ForMeAsync(visit, RecommendedKind.Idea, Shown),
        Kind = RecommendedKind.Idea,
    });

    /// <summary>Partners for an idea: a part of its page, or a page of its own.</summary>
    public static async Task<IResult> ForIdea(Visit visit)
    {
        if (await visit.Get<IdeaQueries>().FindAsync(visit.Id(), visit.Viewer, visit.Cancellation) is not { } idea)
            return visit.NotFound();
        var count = visit.IsPartial ? ShownBesideAnIdea : Shown;
        var items = await ReadAsync(
            visit, RecommendationSubject.Idea, idea.Id, RecommendedKind.Organisation, count);
        var back = $"/ideas/{idea.Id}/partners";
        return visit.IsPartial
            ? visit.Page<RecommendedList>(new { Items = items, Kind = RecommendedKind.Organisation, Back = back })
            : visit.Page<IdeaPartnersPage>(new { Idea = idea, Items = items, Back = back });
    }

    public static async Task<IResult> AnswerOrganisation(Visit visit, PostedForm form) =>
        await visit.Get<OrganisationQueries>().FindAsync(visit.Id(), visit.Cancellation) is null
            ? visit.NotFound()
            : await AnswerAsync(visit, form, RecommendedKind.Organisation);

    public static async Task<IResult> AnswerIdea(Visit visit, PostedForm form) =>
        await visit.Get<IdeaQueries>().FindPlaceAsync(visit.Id(), visit.Viewer, visit.Cancellation) is null
            ? visit.NotFound()
            : await AnswerAsync(visit, form, RecommendedKind.Idea);

    public static Task<IReadOnlyList<NamedRecommendation>> ForMeAsync(Visit visit, RecommendedKind kind, int count) =>
        ReadAsync(visit, RecommendationSubject.Member, visit.Member!.MemberId, kind, count);

    private static Task<IReadOnlyList<NamedRecommendation>> ReadAsync(
        Visit visit, RecommendationSubject subject, string subjectId, RecommendedKind target, int count) =>
        visit.Get<RecommendationReader>().ReadAsync(
            new RecommendationRequest(subject, subjectId, target, count, visit.At), visit.Viewer, visit.Texts,
            visit.Cancellation);

    /// <summary>htmx puts what was answered in place of the buttons; a plain form goes back to where it was.</summary>
    private static async Task<IResult> AnswerAsync(Visit visit, PostedForm form, RecommendedKind kind)
    {
        var answer = PageCommands.ChoiceOf<RecommendationAnswer>(form["answer"]) ?? (RecommendationAnswer)(-1);
        var command = await visit.Get<IntroductionQueries>().FindPlaceAsync(
            new AnswerRecommendation(visit.Command(), kind, visit.Id(), answer), visit.Cancellation);
        var result = command.IsAccepted
            ? await visit.Grain<IMemberGrain>(visit.Member!.MemberId).AnswerRecommendation(command.Value)
            : command.Refusal;
        if (!visit.IsPartial)
            return visit.Done(result, LocalPath.Check(form["back"]), "flash.answered." + answer);
        // htmx puts only a 200 in place, so a refusal is said there too.
        var said = result.IsAccepted ? visit.Texts["flash.answered." + answer] : visit.Say(result.Refusal);
        return visit.Page<AnsweredPart>(new { Said = said });
    }
}
