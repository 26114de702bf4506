using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;

namespace IdeaStorage.Web.Api.Ideas;

/// <summary>Ideas: list, read, post, edit, support, follow, stage.</summary>
internal static class Ideas
{
    private const string Folder = "/api/v1/ideas";

    public static void MapIdeas(this IEndpointRouteBuilder api)
    {
        api.MapRead("/ideas", List).Answers<Page<IdeaItem>>()
            .Takes(Parameters.Cluster, Parameters.Tag, Parameters.Stage, Parameters.Participant, Parameters.Sort,
                Parameters.Search, Parameters.After, Parameters.Limit)
            .Says("Ideas, filtered and ordered.");
        api.MapWrite("POST", "/ideas", ApiJson.Web.NewIdeaBody, Post)
            .Answers<Receipt>(StatusCodes.Status201Created).Says("Post an idea in a cluster.");
        api.MapRead("/ideas/{id}", Read).Answers<IdeaAnswer>().Says("An idea with its first comments and its life.");
        api.MapWrite("PATCH", "/ideas/{id}", ApiJson.Web.EditIdeaBody, Edit).Answers<Receipt>()
            .Says("Edit an idea; what is not given stays. Earlier versions are kept.");
        api.MapRead("/ideas/{id}/versions", ListVersions).Answers<ListAnswer<IdeaVersion>>()
            .Says("Every version of an idea, the newest first.");
        api.MapRead("/ideas/{id}/stages", ListStages).Answers<ListAnswer<StageChange>>()
            .Says("The steps of an idea's life with their public reasons, the oldest first.");
        api.MapWrite("POST", "/ideas/{id}/stage", ApiJson.Web.StageBody, ChangeStage).Answers<Receipt>()
            .Says("Move an idea to another stage, with a public reason; a merged one names the idea it goes into.");
        api.MapWrite("PUT", "/ideas/{id}/participants", ApiJson.Web.ParticipantsBody, ChangeParticipants)
            .Answers<Receipt>().TakesIfMatch()
            .Says("Say which organisations take part in the project that came of an idea: all of them.");
        api.MapWrite("PUT", "/ideas/{id}/support", Support).Answers<Receipt>().Says("Support an idea.");
        api.MapWrite("DELETE", "/ideas/{id}/support", WithdrawSupport).Answers<Receipt>().Says("Withdraw support.");
        api.MapWrite("PUT", "/ideas/{id}/follow", Follow).Answers<Receipt>().Says("Follow an idea.");
        api.MapWrite("DELETE", "/ideas/{id}/follow", Unfollow).Answers<Receipt>().Says("Stop following.");
    }

    private static async Task<Answer> List(Call call)
    {
        var query = new Query(call, "cluster", "tag", "stage", "participant", "sort", "q", Query.After, Query.Limit);
        var filter = new IdeaFilter
        {
            ClusterId = query.Text("cluster"),
            Tag = query.Text("tag"),
            Stage = query.Choice<IdeaStage>("stage"),
            ParticipantId = query.Text("participant"),
            Sort = query.Choice<IdeaSort>("sort"),
            Text = query.Text("q"),
            After = query.Text(Query.After),
            Limit = query.Rows(),
        };
        return query.Fault is { } fault
            ? call.Refuse(fault)
            : call.Page(
                await call.Get<IdeaQueries>().ListAsync(filter, call.Viewer, call.Cancellation),
                ApiJson.Web.PageIdeaItem);
    }

    private static async Task<Answer> Post(Call call, NewIdeaBody body)
    {
        var id = call.NewId();
        var command = new PostIdea(
            call.Context, body.ClusterId, call.Text(body.Title), call.Text(body.Body), Call.Tags(body.Tags),
            body.IsDraft);
        return call.Created(Folder, await call.Grains.GetGrain<IIdeaGrain>(id).Post(command));
    }

    private static async Task<Answer> Read(Call call)
    {
        var page = await call.Get<IdeaQueries>().FindPageAsync(call.Id(), call.Viewer, call.Cancellation);
        return page is null
            ? call.Refuse(IdeaRefusals.IdeaNotFound)
            : Answer.Ok(IdeaAnswer.Of(page), ApiJson.Web.IdeaAnswer, page.Idea.Version);
    }

    private static async Task<Answer> Edit(Call call, EditIdeaBody body)
    {
        var command = new EditIdea(
            call.Context, call.TextOrNull(body.Title), call.TextOrNull(body.Body), Call.TagsOrNull(body.Tags));
        return await call.ChangeIfMatchAsync(seen => Grain(call).Edit(command with { ExpectedVersion = seen }));
    }

    private static async Task<Answer> ListVersions(Call call)
    {
        if (new Query(call).Fault is { } fault)
            return call.Refuse(fault);
        var versions = await call.Get<IdeaQueries>().ListVersionsAsync(call.Id(), call.Viewer, call.Cancellation);
        return versions.Count == 0
            ? call.Refuse(IdeaRefusals.IdeaNotFound)
            : Answer.Ok(new ListAnswer<IdeaVersion>(versions, null), ApiJson.Web.IdeaVersions);
    }

    private static async Task<Answer> ListStages(Call call)
    {
        if (new Query(call).Fault is { } fault)
            return call.Refuse(fault);
        var page = await call.Get<IdeaQueries>().FindPageAsync(call.Id(), call.Viewer, call.Cancellation);
        return page is null
            ? call.Refuse(IdeaRefusals.IdeaNotFound)
            : Answer.Ok(new ListAnswer<StageChange>(page.StageChanges, null), ApiJson.Web.StageChanges);
    }

    private static async Task<Answer> ChangeStage(Call call, StageBody body) => call.Changed(
        await Grain(call).ChangeStage(
            new ChangeStage(call.Context, body.Stage, call.Text(body.Reason), Call.IdOrNone(body.TargetId))));

    private static Task<Answer> ChangeParticipants(Call call, ParticipantsBody body)
    {
        var command = new ChangeParticipants(
            call.Context, [.. body.OrganisationIds.Select(id => Call.IdOrNone(id) ?? "-")]);
        return call.ChangeIfMatchAsync(
            seen => Grain(call).ChangeParticipants(command with { ExpectedVersion = seen }));
    }

    private static async Task<Answer> Support(Call call) =>
        call.Changed(await Grain(call).Support(new SupportIdea(call.Context)));

    private static async Task<Answer> WithdrawSupport(Call call) =>
        call.Changed(await Grain(call).WithdrawSupport(new WithdrawSupport(call.Context)));

    private static async Task<Answer> Follow(Call call) =>
        call.Changed(await Grain(call).Follow(new FollowIdea(call.Context)));

    private static async Task<Answer> Unfollow(Call call) =>
        call.Changed(await Grain(call).Unfollow(new UnfollowIdea(call.Context)));

    private static IIdeaGrain Grain(Call call) => call.Grains.GetGrain<IIdeaGrain>(call.Id());
}
