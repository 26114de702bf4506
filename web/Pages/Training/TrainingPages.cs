using IdeaStorage.Domain;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Web.Recommendations;
using Orleans;

namespace IdeaStorage.Web.Pages.Training;

/// <summary>
/// The recommender as operators see it: what serves, runs with their figures. For others these pages do not exist.
/// </summary>
internal static class TrainingPages
{
    private const string Address = "/recommender";

    public static async Task<IResult> Show(Visit visit)
    {
        if (!visit.Viewer.IsOperator)
            return visit.NotFound();
        var reader = visit.Get<TrainingReader>();
        var found = await reader.RunsAsync(visit.Query("after"), null, visit.Cancellation);
        if (!found.IsAccepted)
            return visit.Refused(found.Refusal);
        var next = found.Value.Next is { } cursor ? $"{Address}?after={Uri.EscapeDataString(cursor)}" : null;
        var serving = await reader.ServingAsync(visit.Cancellation);
        if (visit.IsPartial && visit.Query("after") is not null)
            return visit.Page<RunRows>(new { found.Value.Items, Next = next, Serving = serving.Choice.ModelId });
        return visit.Page<TrainingPage>(new
        {
            Serving = serving,
            Answers = await reader.AnswersAsync(visit.Cancellation),
            Runs = found.Value.Items,
            Next = next,
        });
    }

    /// <summary>The part that shows how far a run is; htmx asks for it again while one is at work.</summary>
    public static async Task<IResult> Progress(Visit visit)
    {
        if (!visit.Viewer.IsOperator)
            return visit.NotFound();
        var serving = await visit.Get<TrainingReader>().ServingAsync(visit.Cancellation);
        // The whole page has news once the run is over.
        if (serving.Running is null)
            visit.Http.Response.Headers["HX-Refresh"] = "true";
        return visit.Page<RunProgress>(new { Run = serving.Running });
    }

    public static Task<IResult> Start(Visit visit, PostedForm _) =>
        DoneAsync(visit, Grain(visit).Start(visit.Member!.Actor), "flash.trainingBegun");

    public static Task<IResult> Cancel(Visit visit, PostedForm _) =>
        DoneAsync(visit, Grain(visit).Cancel(visit.Member!.Actor), "flash.trainingCancelled");

    /// <summary>Without a model, the built-in one is pinned.</summary>
    public static Task<IResult> Pin(Visit visit, PostedForm form) =>
        DoneAsync(visit, Grain(visit).Pin(visit.Member!.Actor, form.OrNull("model")), "flash.modelPinned");

    public static Task<IResult> Unpin(Visit visit, PostedForm _) =>
        DoneAsync(visit, Grain(visit).Unpin(visit.Member!.Actor), "flash.modelUnpinned");

    private static async Task<IResult> DoneAsync(Visit visit, Task<Result<string>> sent, string flash)
    {
        var result = await sent;
        return result.IsAccepted ? visit.GoTo(Address, flash)
            : result.Refusal.Kind == RefusalKind.Forbidden ? visit.NotFound()
            : visit.Refused(result.Refusal);
    }

    private static ITrainingGrain Grain(Visit visit) => visit.Get<IGrainFactory>().GetGrain<ITrainingGrain>(0);
}
