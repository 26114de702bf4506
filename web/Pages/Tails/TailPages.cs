using System.Globalization;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.Tails;
using IdeaStorage.Web.Api.Tails;

namespace IdeaStorage.Web.Pages.Tails;

/// <summary>Where tails are, and what they parked. For others than operators these pages do not exist.</summary>
internal static class TailPages
{
    public static async Task<IResult> List(Visit visit)
    {
        if (!visit.Viewer.IsOperator)
            return visit.NotFound();
        var head = await visit.Get<LogReader>().GetHeadAsync(visit.Cancellation);
        return visit.Page<TailListPage>(
            new { Items = await visit.Get<TailStore>().ListAsync(visit.Cancellation), Head = head });
    }

    public static async Task<IResult> Show(Visit visit)
    {
        if (await FindAsync(visit) is not { } tail)
            return visit.NotFound();
        var found = await visit.Get<ParkedEvents>().ListAsync(
            tail.Name, visit.Query("after"), cancellationToken: visit.Cancellation);
        if (!found.IsAccepted)
            return visit.Refused(found.Refusal);
        var view = new TailView(tail, await visit.Get<LogReader>().GetHeadAsync(visit.Cancellation), found.Value);
        return visit.IsPartial && visit.Query("after") is not null
            ? visit.Page<ParkedRows>(new { View = view })
            : visit.Page<TailPage>(new { View = view });
    }

    public static async Task<IResult> Replay(Visit visit, PostedForm form)
    {
        if (await FindAsync(visit) is not { } tail)
            return visit.NotFound();
        long? position = long.TryParse(form["position"], NumberStyles.None, CultureInfo.InvariantCulture, out var one)
            ? one
            : null;
        var asked = await visit.Get<ParkedEvents>().AskReplayAsync(tail.Name, position, visit.Cancellation);
        return asked > 0
            ? visit.GoTo($"/tails/{tail.Name}", "flash.replayAsked")
            : visit.Refused(TailRefusals.EventIsNotParked);
    }

    private static async Task<TailRow?> FindAsync(Visit visit) =>
        visit.Viewer.IsOperator ? await visit.Get<TailStore>().FindAsync(visit.Id(), visit.Cancellation) : null;
}

/// <summary>One tail and a page of its parked events.</summary>
public sealed record TailView(TailRow Tail, long Head, Page<ParkedEvent> Page)
{
    public string Address => $"/tails/{Tail.Name}";

    public string? Next => Page.Next is { } cursor ? $"{Address}?after={Uri.EscapeDataString(cursor)}" : null;
}
