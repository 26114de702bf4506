using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Members;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Members;
using IdeaStorage.Storage.ReadModels.Moderation;
using IdeaStorage.Storage.ReadModels.Organisations;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Api;
using IdeaStorage.Web.Language;

namespace IdeaStorage.Web.Pages.Members;

/// <summary>The member's own profile and notices.</summary>
internal static class MePages
{
    private const int OrganisationsOffered = 20;

    public static async Task<IResult> Show(Visit visit) => await ShowAsync(visit, null);

    public static async Task<IResult> Change(Visit visit, PostedForm form)
    {
        if (await FindAsync(visit) is not { } member)
            return visit.NotFound();
        var id = member.Id;
        var profile = new Profile(id, member.Handle, form["displayName"], form.OrNull("email"));
        var result = await visit.Grain<IMemberGrain>(id).Change(new ChangeMember(
            visit.Command(), [.. form.Tags("tags")], form["organisationId"], form.OrNull("locale"), profile,
            long.TryParse(form["version"], out var version) ? version : null,
            bool.TryParse(form["usesActivity"], out var uses) ? uses : null));
        visit.Get<MemberDirectory>().Forget(id);
        if (!result.IsAccepted)
            return await ShowAsync(visit, MeForm.Of(form) with { Refusal = result.Refusal });
        // The choice made here is the newer one, so an older one in the cookie gives way.
        visit.Http.Response.Cookies.Delete(RequestLanguage.CookieName);
        return visit.GoTo("/me", "flash.edited");
    }

    /// <summary>What is shown here counts as seen from then on.</summary>
    public static async Task<IResult> Notices(Visit visit)
    {
        var found = await visit.Get<CaseQueries>().ListNoticesAsync(
            visit.Viewer, visit.Query("after"), cancellationToken: visit.Cancellation);
        if (!found.IsAccepted)
            return visit.Refused(found.Refusal);
        if (found.Value.Items.FirstOrDefault(notice => !notice.IsSeen) is { } newest && !HttpMethods.IsHead(
            visit.Http.Request.Method))
            await visit.Get<CaseQueries>().SeeNoticesAsync(
                visit.Member!.MemberId, newest.Position, visit.Cancellation);
        var next = found.Value.Next is { } cursor ? $"/notices?after={Uri.EscapeDataString(cursor)}" : null;
        return visit.IsPartial
            ? visit.Page<NoticeRows>(new { found.Value.Items, Next = next })
            : visit.Page<NoticesPage>(new { found.Value.Items, Next = next });
    }

    /// <summary>What happened to the ideas that the member follows. What is shown counts as seen then.</summary>
    public static async Task<IResult> News(Visit visit)
    {
        var found = await visit.Get<IdeaNews>().ListAsync(
            visit.Viewer, visit.Query("after"), cancellationToken: visit.Cancellation);
        if (!found.IsAccepted)
            return visit.Refused(found.Refusal);
        if (found.Value.Items.FirstOrDefault(item => !item.IsSeen) is { } newest && !HttpMethods.IsHead(
            visit.Http.Request.Method))
            await visit.Get<IdeaNews>().SeeAsync(visit.Member!.MemberId, newest.Position, visit.Cancellation);
        var next = found.Value.Next is { } cursor ? $"/news?after={Uri.EscapeDataString(cursor)}" : null;
        return visit.IsPartial
            ? visit.Page<NewsRows>(new { found.Value.Items, Next = next })
            : visit.Page<NewsPage>(new { found.Value.Items, Next = next });
    }

    private static Task<MemberDetail?> FindAsync(Visit visit) =>
        visit.Get<MemberQueries>().FindAsync(visit.Member!.MemberId, visit.Cancellation);

    private static async Task<IResult> ShowAsync(Visit visit, MeForm? input)
    {
        if (await FindAsync(visit) is not { } member)
            return visit.NotFound();
        var form = input ?? MeForm.Of(member) with { Sought = visit.Query("organisation") };
        var offered = form.Sought is null
            ? []
            : (await visit.Get<OrganisationQueries>().ListAsync(
                new OrganisationFilter { Text = form.Sought, Limit = OrganisationsOffered },
                visit.Cancellation)).Value?.Items ?? [];
        return visit.Page<MePage>(
            new { Member = member, Form = form, Offered = offered },
            form.Refusal is { } refusal ? Problems.StatusOf(refusal) : StatusCodes.Status200OK);
    }
}

/// <summary>The form of the profile, as it is shown and shown again.</summary>
public sealed record MeForm(
    string DisplayName, string Email, string Tags, string OrganisationId, string Locale, bool UsesActivity,
    long? Version, string? Sought = null, Refusal? Refusal = null)
{
    internal static MeForm Of(MemberDetail member) => new(
        member.DisplayName, member.Email ?? "", string.Join(", ", member.Tags), member.OrganisationId ?? "",
        member.Locale, member.UsesActivity, member.Version);

    internal static MeForm Of(PostedForm form) => new(
        form["displayName"], form["email"], form["tags"], form["organisationId"], form["locale"],
        form["usesActivity"] is not "false", long.TryParse(form["version"], out var version) ? version : null);
}
