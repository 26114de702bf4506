using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.Tails;

namespace IdeaStorage.Web.Api.Tails;

/// <summary>How far tails have come and what they parked; for operators.</summary>
internal static class Tails
{
    public static void MapTails(this IEndpointRouteBuilder api)
    {
        api.MapRead("/tails", List, Access.Member).Answers<ListAnswer<TailAnswer>>()
            .Says("Operators: every tail of the log, where it is, and who works on it.");
        api.MapRead("/tails/{id}/parked", ListParked, Access.Member).Answers<Page<ParkedEvent>>()
            .Takes(Parameters.After, Parameters.Limit)
            .Says("Operators: the events that a tail could not handle, in the order of the log.");
        api.MapWrite("POST", "/tails/{id}/replay", ApiJson.Web.ReplayBody, Replay).Answers<ReplayAnswer>()
            .Says("Operators: have one parked event, or all of a tail, tried again.");
    }

    private static async Task<Answer> List(Call call)
    {
        var query = new Query(call);
        if (query.Fault is { } fault)
            return call.Refuse(fault);
        if (!call.Viewer.IsOperator)
            return call.Refuse(TailRefusals.OnlyOperatorsMaySeeTails);
        var head = await call.Get<LogReader>().GetHeadAsync(call.Cancellation);
        var tails = await call.Get<TailStore>().ListAsync(call.Cancellation);
        return Answer.Ok(
            new ListAnswer<TailAnswer>([.. tails.Select(tail => TailAnswer.Of(tail, head))], null), ApiJson.Web.Tails);
    }

    private static async Task<Answer> ListParked(Call call)
    {
        var query = new Query(call, Query.After, Query.Limit);
        var (after, limit) = (query.Text(Query.After), query.Rows());
        if (query.Fault is { } fault)
            return call.Refuse(fault);
        if (!call.Viewer.IsOperator)
            return call.Refuse(TailRefusals.OnlyOperatorsMaySeeTails);
        if (await call.Get<TailStore>().FindAsync(call.Id(), call.Cancellation) is null)
            return call.Refuse(TailRefusals.TailNotFound);
        return call.Page(
            await call.Get<ParkedEvents>().ListAsync(call.Id(), after, limit, call.Cancellation),
            ApiJson.Web.PageParkedEvent);
    }

    private static async Task<Answer> Replay(Call call, ReplayBody body)
    {
        if (!call.Viewer.IsOperator)
            return call.Refuse(TailRefusals.OnlyOperatorsMaySeeTails);
        if (await call.Get<TailStore>().FindAsync(call.Id(), call.Cancellation) is null)
            return call.Refuse(TailRefusals.TailNotFound);
        var asked = await call.Get<ParkedEvents>().AskReplayAsync(call.Id(), body.Position, call.Cancellation);
        return asked == 0 && body.Position is not null
            ? call.Refuse(TailRefusals.EventIsNotParked)
            : Answer.Ok(new ReplayAnswer(asked), ApiJson.Web.ReplayAnswer);
    }
}

/// <param name="Name">The tail.</param>
/// <param name="Position">Every event up to here is handled or parked.</param>
/// <param name="Lag">How many positions the log is ahead.</param>
/// <param name="Parked">The number of its parked events.</param>
/// <param name="Holder">The process at work: machine and process id; null if nobody is.</param>
internal sealed record TailAnswer(string Name, long Position, long Lag, long Parked, string? Holder)
{
    public static TailAnswer Of(TailRow tail, long head) =>
        new(tail.Name, tail.Position, Math.Max(0, head - tail.Position), tail.Parked, tail.Holder);
}

/// <param name="Position">The parked event; null for all of the tail.</param>
internal sealed record ReplayBody(long? Position = null);

/// <param name="Asked">How many events will be tried again.</param>
internal sealed record ReplayAnswer(int Asked);
