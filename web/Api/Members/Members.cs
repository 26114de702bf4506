using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Members;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Members;
using IdeaStorage.Web.Accounts;

namespace IdeaStorage.Web.Api.Members;

/// <summary>
/// What everyone may know of a member, and what operators set for others: who is an operator too, and where imported
/// authors, who cannot sign in, belong.
/// </summary>
internal static class Members
{
    public static void MapMembers(this IEndpointRouteBuilder api)
    {
        api.MapRead("/members", Search, Access.Member).Answers<Page<MemberProfile>>()
            .Takes(Parameters.Search, Parameters.After, Parameters.Limit)
            .Says("Members whose name or user name has the words of q, without their clusters.");
        api.MapRead("/members/{id}", Read).Answers<MemberProfile>()
            .Says("What everyone may know of a member: no contact data.");
        api.MapWrite("PATCH", "/members/{id}", ApiJson.Web.EditMemberBody, Edit).Answers<Domain.Receipt>()
            .Says("Operators: change another member's tags or organisation. What is not given stays; null takes the "
                + "organisation away.");
        api.MapWrite("PUT", "/members/{id}/operator", AppointOperator).Answers<Domain.Receipt>()
            .Says("Operators: make another member an operator.");
    }

    private static async Task<Answer> Search(Call call)
    {
        var query = new Query(call, "q", Query.After, Query.Limit);
        var (words, after, limit) = (query.Text("q"), query.Text(Query.After), query.Rows());
        if (query.Fault is { } fault)
            return call.Refuse(fault);
        if (words is null)
            return call.Refuse(ShapeFault.Missing("q"));
        var found = await call.Get<MemberQueries>().SearchAsync(words, after, limit, call.Cancellation);
        return found.Value is { } page
            ? Answer.Ok(
                new Page<MemberProfile>([.. page.Items.Select(MemberProfile.Of)], page.Next),
                ApiJson.Web.PageMemberProfile)
            : call.Refuse(found.Refusal!);
    }

    private static async Task<Answer> Read(Call call)
    {
        var member = await call.Get<MemberQueries>().FindAsync(call.Id(), call.Cancellation);
        return member is null
            ? call.Refuse(MemberRefusals.MemberNotFound)
            : Answer.Ok(MemberProfile.Of(member), ApiJson.Web.MemberProfile, member.Version);
    }

    private static async Task<Answer> Edit(Call call, EditMemberBody body)
    {
        if (body.OrganisationId.EmptyFault("organisationId") is { } fault)
            return call.Refuse(fault);
        var id = call.Id("id");
        var change = new ChangeMember(call.Context, Call.TagsOrNull(body.Tags), body.OrganisationId.OrEmpty);
        var answer = await call.ChangeIfMatchAsync(
            seen => call.Grains.GetGrain<IMemberGrain>(id).Change(change with { ExpectedVersion = seen }));
        call.Get<MemberDirectory>().Forget(id);
        return answer;
    }

    private static async Task<Answer> AppointOperator(Call call)
    {
        var id = call.Id("id");
        var result = await call.Grains.GetGrain<IMemberGrain>(id).AppointOperator(new AppointOperator(call.Context));
        // A new operator may do more from the next request on.
        call.Get<MemberDirectory>().Forget(id);
        return call.Changed(result);
    }
}
