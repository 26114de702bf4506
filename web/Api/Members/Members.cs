using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Members;
using IdeaStorage.Web.Accounts;

namespace IdeaStorage.Web.Api.Members;

/// <summary>
/// What operators set for other members: who is an operator too, and where imported authors, who cannot sign in,
/// belong.
/// </summary>
internal static class Members
{
    public static void MapMembers(this IEndpointRouteBuilder api)
    {
        api.MapWrite("PATCH", "/members/{id}", ApiJson.Web.EditMemberBody, Edit).Answers<Domain.Receipt>()
            .Says("Operators: change another member's tags or organisation; what is not given stays.");
        api.MapWrite("PUT", "/members/{id}/operator", AppointOperator).Answers<Domain.Receipt>()
            .Says("Operators: make another member an operator.");
    }

    private static async Task<Answer> Edit(Call call, EditMemberBody body)
    {
        if (!Precondition.TryRead(call.Http.Request, out var seen))
            return call.Refuse(Precondition.Fault);
        var id = call.Id("id");
        var change = new ChangeMember(
            call.Context, Call.TagsOrNull(body.Tags), body.OrganisationId, ExpectedVersion: seen);
        var result = await call.Grains.GetGrain<IMemberGrain>(id).Change(change);
        call.Get<MemberDirectory>().Forget(id);
        return call.Changed(result);
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
