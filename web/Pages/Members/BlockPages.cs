using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Members;
using IdeaStorage.Storage.ReadModels.Members;
using IdeaStorage.Storage.ReadModels.Organisations;
using IdeaStorage.Web.Pages.Recommendations;

namespace IdeaStorage.Web.Pages.Members;

/// <summary>Organisations that the member wants to be shown in no recommendation: blocking, taking back, all.</summary>
internal static class BlockPages
{
    public static async Task<IResult> List(Visit visit)
    {
        var found = await visit.Get<BlockQueries>().ListAsync(
            visit.Member!.MemberId, visit.Query("after"), cancellationToken: visit.Cancellation);
        if (!found.IsAccepted)
            return visit.Refused(found.Refusal);
        var next = found.Value.Next is { } cursor ? $"/me/blocks?after={Uri.EscapeDataString(cursor)}" : null;
        return visit.IsPartial
            ? visit.Page<BlockRows>(new { found.Value.Items, Next = next })
            : visit.Page<BlocksPage>(new { found.Value.Items, Next = next });
    }

    /// <summary>htmx puts the way back in place of the buttons.</summary>
    public static async Task<IResult> Block(Visit visit, PostedForm form) => await EndAsync(
        visit, form, "flash.blocked",
        await visit.Grain<IMemberGrain>(visit.Member!.MemberId).BlockOrganisation(
            new BlockOrganisation(visit.Command(), visit.Id())),
        (name, back) => visit.Page<BlockedPart>(new { Id = visit.Id(), Name = name, Back = back }));

    /// <summary>htmx puts the buttons back.</summary>
    public static async Task<IResult> Unblock(Visit visit, PostedForm form) => await EndAsync(
        visit, form, "flash.unblocked",
        await visit.Grain<IMemberGrain>(visit.Member!.MemberId).UnblockOrganisation(
            new UnblockOrganisation(visit.Command(), visit.Id())),
        (name, back) => visit.Page<AnswerForm>(
            new { Kind = RecommendedKind.Organisation, Id = visit.Id(), Name = name, Back = back }));

    private static async Task<IResult> EndAsync(
        Visit visit, PostedForm form, string flash, Result<Receipt> result, Func<string, string, IResult> part)
    {
        var back = LocalPath.Check(form["back"]);
        if (!visit.IsPartial)
            return visit.Done(result, back, flash);
        // htmx puts only a 200 in place, so a refusal is said there too.
        if (!result.IsAccepted)
            return visit.Page<AnsweredPart>(new { Said = visit.Say(result.Refusal) });
        var organisation = await visit.Get<OrganisationQueries>().FindAsync(visit.Id(), visit.Cancellation);
        return organisation is null ? visit.NotFound() : part(organisation.Name, back);
    }
}
