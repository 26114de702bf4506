using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Members;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Members;
using IdeaStorage.Storage.ReadModels.Moderation;
using IdeaStorage.Web.Accounts;

namespace IdeaStorage.Web.Api.Me;

/// <summary>The caller: profile, wishes, notices.</summary>
internal static class Me
{
    public static void MapMe(this IEndpointRouteBuilder api)
    {
        api.MapRead("/me", Read, Access.Member).Answers<MemberDetail>().Says("The caller's own account.");
        api.MapWrite("PATCH", "/me", ApiJson.Web.EditMeBody, Edit).Answers<Receipt>()
            .Says("Change tags, organisation, language or profile; what is not given stays.");
        api.MapRead("/me/notices", ListNotices, Access.Member).Answers<Page<Notice>>()
            .Takes(Parameters.After, Parameters.Limit)
            .Says("What was decided about what the caller wrote or flagged, newest first.");
    }

    private static async Task<Answer> Read(Call call)
    {
        var member = await call.Get<MemberQueries>().FindAsync(call.Member!.MemberId, call.Cancellation);
        return member is null
            ? call.Refuse(MemberRefusals.MemberNotFound)
            : Answer.Ok(member, ApiJson.Web.MemberDetail, member.Version);
    }

    private static async Task<Answer> Edit(Call call, EditMeBody body)
    {
        if (!Precondition.TryRead(call.Http.Request, out var seen))
            return call.Refuse(Precondition.Fault);
        var id = call.Member!.MemberId;
        var change = new ChangeMember(
            call.Context, Call.TagsOrNull(body.Tags), body.OrganisationId, body.Locale, await ProfileAsync(call, body),
            seen);
        var result = await call.Grains.GetGrain<IMemberGrain>(id).Change(change);
        call.Get<MemberDirectory>().Forget(id);
        return call.Changed(result);
    }

    private static async Task<Profile?> ProfileAsync(Call call, EditMeBody body)
    {
        if (body.DisplayName is null && body.Email is null)
            return null;
        var present = await call.Get<MemberQueries>().FindAsync(call.Member!.MemberId, call.Cancellation);
        var email = body.Email ?? present?.Email;
        return new Profile(
            call.Member.MemberId, call.Member.UserName, body.DisplayName ?? call.Member.DisplayName,
            email is { Length: > 0 } ? email : null);
    }

    private static async Task<Answer> ListNotices(Call call)
    {
        var query = new Query(call, Query.After, Query.Limit);
        var (after, limit) = (query.Text(Query.After), query.Rows());
        return query.Fault is { } fault
            ? call.Refuse(fault)
            : call.Page(
                await call.Get<CaseQueries>().ListNoticesAsync(call.Viewer, after, limit, call.Cancellation),
                ApiJson.Web.PageNotice);
    }
}
