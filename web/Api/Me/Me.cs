using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Members;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
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
            .Says("Change tags, organisation, language, profile, or whether recommendations use the caller's activity. "
                + "What is not given stays; null takes organisation or e-mail address away.");
        api.MapRead("/me/notices", ListNotices, Access.Member).Answers<Page<Notice>>()
            .Takes(Parameters.After, Parameters.Limit)
            .Says("What was decided about what the caller wrote or flagged, newest first.");
        api.MapRead("/me/notices/unseen", CountUnseen, Access.Member).Answers<UnseenAnswer>()
            .Says("How many notices the caller has not seen.");
        api.MapWrite("PUT", "/me/notices/seen", ApiJson.Web.SeenBody, See).Answers<UnseenAnswer>()
            .Says("Mark notices as seen, up to and with the position of one.");
        api.MapRead("/me/news", ListNews, Access.Member).Answers<Page<NewsItem>>()
            .Takes(Parameters.After, Parameters.Limit)
            .Says("New comments and stages of the ideas that the caller follows, what came of wishes to be introduced, "
                + "and who was introduced to the caller's organisation, newest first.");
        api.MapRead("/me/news/unseen", CountUnseenNews, Access.Member).Answers<UnseenAnswer>()
            .Says($"How much news the caller has not seen, {IdeaNews.UnseenMax} at most.");
        api.MapWrite("PUT", "/me/news/seen", ApiJson.Web.SeenBody, SeeNews).Answers<UnseenAnswer>()
            .Says("Mark news as seen, up to and with the position of one.");
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
        if ((body.OrganisationId.EmptyFault("organisationId") ?? body.Email.EmptyFault("email")) is { } fault)
            return call.Refuse(fault);
        var id = call.Member!.MemberId;
        var change = new ChangeMember(
            call.Context, Call.TagsOrNull(body.Tags), body.OrganisationId.OrEmpty, body.Locale,
            await ProfileAsync(call, body), UsesActivity: body.UsesActivity);
        var answer = await call.ChangeIfMatchAsync(
            seen => call.Grains.GetGrain<IMemberGrain>(id).Change(change with { ExpectedVersion = seen }));
        call.Get<MemberDirectory>().Forget(id);
        return answer;
    }

    private static async Task<Profile?> ProfileAsync(Call call, EditMeBody body)
    {
        if (body.DisplayName is null && !body.Email.IsGiven)
            return null;
        var present = await call.Get<MemberQueries>().FindAsync(call.Member!.MemberId, call.Cancellation);
        return new Profile(
            call.Member.MemberId, call.Member.UserName, body.DisplayName ?? call.Member.DisplayName,
            body.Email.Or(present?.Email));
    }

    private static async Task<Answer> See(Call call, SeenBody body)
    {
        if (body.Position < 1)
            return call.Refuse(ShapeFault.OutOfRange("position", 1, long.MaxValue));
        await call.Get<CaseQueries>().SeeNoticesAsync(call.Member!.MemberId, body.Position, call.Cancellation);
        return await CountUnseen(call);
    }

    private static async Task<Answer> CountUnseen(Call call) => Answer.Ok(
        new UnseenAnswer(
            await call.Get<CaseQueries>().CountUnseenNoticesAsync(call.Member!.MemberId, call.Cancellation)),
        ApiJson.Web.UnseenAnswer);

    private static async Task<Answer> SeeNews(Call call, SeenBody body)
    {
        if (body.Position < 1)
            return call.Refuse(ShapeFault.OutOfRange("position", 1, long.MaxValue));
        await call.Get<IdeaNews>().SeeAsync(call.Member!.MemberId, body.Position, call.Cancellation);
        return await CountUnseenNews(call);
    }

    private static async Task<Answer> CountUnseenNews(Call call) => Answer.Ok(
        new UnseenAnswer(await call.Get<IdeaNews>().CountUnseenAsync(call.Member!.MemberId, call.Cancellation)),
        ApiJson.Web.UnseenAnswer);

    private static async Task<Answer> ListNews(Call call)
    {
        var query = new Query(call, Query.After, Query.Limit);
        var (after, limit) = (query.Text(Query.After), query.Rows());
        return query.Fault is { } fault
            ? call.Refuse(fault)
            : call.Page(
                await call.Get<IdeaNews>().ListAsync(call.Viewer, after, limit, call.Cancellation),
                ApiJson.Web.PageNewsItem);
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
