using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Members;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Members;

namespace IdeaStorage.Web.Api.Me;

/// <summary>The organisations that the caller wants to be shown in no recommendation.</summary>
internal static class Blocks
{
    public static void MapBlocks(this IEndpointRouteBuilder api)
    {
        api.MapRead("/me/blocks", List, Access.Member).Answers<Page<BlockedOrganisation>>()
            .Takes(Parameters.After, Parameters.Limit)
            .Says("The organisations that the caller blocks, the latest first. Nobody else is told.");
        api.MapWrite("PUT", "/me/blocks/{organisationId}", Block).Answers<Receipt>()
            .Says("Be recommended an organisation, and what its members post, no more.");
        api.MapWrite("DELETE", "/me/blocks/{organisationId}", Unblock).Answers<Receipt>()
            .Says("Take a block back.");
    }

    private static async Task<Answer> List(Call call)
    {
        var query = new Query(call, Query.After, Query.Limit);
        var (after, limit) = (query.Text(Query.After), query.Rows());
        return query.Fault is { } fault
            ? call.Refuse(fault)
            : call.Page(
                await call.Get<BlockQueries>().ListAsync(call.Member!.MemberId, after, limit, call.Cancellation),
                ApiJson.Web.PageBlockedOrganisation);
    }

    private static async Task<Answer> Block(Call call) => call.Changed(
        await Grain(call).BlockOrganisation(new BlockOrganisation(call.Context, call.Id("organisationId"))));

    private static async Task<Answer> Unblock(Call call) => call.Changed(
        await Grain(call).UnblockOrganisation(new UnblockOrganisation(call.Context, call.Id("organisationId"))));

    private static IMemberGrain Grain(Call call) => call.Grains.GetGrain<IMemberGrain>(call.Member!.MemberId);
}
