using IdeaStorage.Domain;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.Training;
using IdeaStorage.Web.Recommendations;

namespace IdeaStorage.Web.Api.Training;

/// <summary>Training of the recommender, and which model serves; for operators.</summary>
internal static class Training
{
    public static void MapTraining(this IEndpointRouteBuilder api)
    {
        api.MapRead("/recommender", Show, Access.Member).Answers<ServingAnswer>()
            .Says("Operators: the model that serves, the training run at work, the last choices.");
        api.MapRead("/recommender/runs", ListRuns, Access.Member).Answers<Page<RunAnswer>>()
            .Takes(Parameters.After, Parameters.Limit)
            .Says("Operators: training runs with what each trainer achieved, the newest first.");
        api.MapRead("/recommender/figures", ShowFigures, Access.Member).Answers<AnswerReport>()
            .Says("Operators: how often recommendations were opened and answered, by trainer and by place.");
        api.MapWrite("POST", "/recommender/runs", Start).Answers<StartedAnswer>()
            .Says("Operators: begin a training run.");
        api.MapWrite("POST", "/recommender/runs/cancel", Cancel).AnswersNothing()
            .Says("Operators: end the training run at work; the model that serves stays.");
        api.MapWrite("PUT", "/recommender/pin", ApiJson.Web.PinBody, Pin).Answers<ServingAnswer>()
            .Says("Operators: have a model serve, whatever later runs achieve; null is the built-in one.");
        api.MapWrite("DELETE", "/recommender/pin", Unpin).Answers<ServingAnswer>()
            .Says("Operators: let later runs replace the model again.");
    }

    private static async Task<Answer> Show(Call call)
    {
        var query = new Query(call);
        if (query.Fault is { } fault)
            return call.Refuse(fault);
        return call.Viewer.IsOperator ? await ServingAsync(call) : call.Refuse(TrainingRefusals.OnlyOperatorsMayTrain);
    }

    private static async Task<Answer> ShowFigures(Call call)
    {
        var query = new Query(call);
        if (query.Fault is { } fault)
            return call.Refuse(fault);
        return call.Viewer.IsOperator
            ? Answer.Ok(await call.Get<TrainingReader>().AnswersAsync(call.Cancellation), ApiJson.Web.AnswerReport)
            : call.Refuse(TrainingRefusals.OnlyOperatorsMayTrain);
    }

    private static async Task<Answer> ListRuns(Call call)
    {
        var query = new Query(call, Query.After, Query.Limit);
        var (after, limit) = (query.Text(Query.After), query.Rows());
        if (query.Fault is { } fault)
            return call.Refuse(fault);
        if (!call.Viewer.IsOperator)
            return call.Refuse(TrainingRefusals.OnlyOperatorsMayTrain);
        var found = await call.Get<TrainingReader>().RunsAsync(after, limit, call.Cancellation);
        return found.IsAccepted
            ? Answer.Ok(
                new Page<RunAnswer>([.. found.Value.Items.Select(RunAnswer.Of)], found.Value.Next),
                ApiJson.Web.PageRunAnswer)
            : call.Refuse(found.Refusal);
    }

    private static async Task<Answer> Start(Call call)
    {
        var started = await Grain(call).Start(call.Member!.Actor);
        return started.IsAccepted
            ? Answer.Ok(new StartedAnswer(started.Value), ApiJson.Web.StartedAnswer)
            : call.Refuse(started.Refusal);
    }

    private static async Task<Answer> Cancel(Call call)
    {
        var cancelled = await Grain(call).Cancel(call.Member!.Actor);
        return cancelled.IsAccepted ? Answer.NoContent : call.Refuse(cancelled.Refusal);
    }

    private static async Task<Answer> Pin(Call call, PinBody body) =>
        await ChosenAsync(call, await Grain(call).Pin(call.Member!.Actor, Call.IdOrNone(body.Model)));

    private static async Task<Answer> Unpin(Call call) =>
        await ChosenAsync(call, await Grain(call).Unpin(call.Member!.Actor));

    private static async Task<Answer> ChosenAsync(Call call, Result<string> chosen) =>
        chosen.IsAccepted ? await ServingAsync(call) : call.Refuse(chosen.Refusal);

    private static async Task<Answer> ServingAsync(Call call) => Answer.Ok(
        ServingAnswer.Of(await call.Get<TrainingReader>().ServingAsync(call.Cancellation)),
        ApiJson.Web.ServingAnswer);

    private static ITrainingGrain Grain(Call call) => call.Grains.GetGrain<ITrainingGrain>(0);
}

/// <param name="Model">The model's id, as a run names it; null: the built-in model.</param>
internal sealed record PinBody(string? Model);

/// <param name="Id">The run.</param>
internal sealed record StartedAnswer(string Id);

/// <param name="Model">The model that serves; null: the built-in one, which needs no training.</param>
/// <param name="IsPinned">Whether an operator chose it, so that no run replaces it.</param>
/// <param name="Running">The run at work, or null.</param>
/// <param name="Changes">The last choices, the newest first.</param>
internal sealed record ServingAnswer(
    ModelAnswer? Model, bool IsPinned, RunAnswer? Running, IReadOnlyList<ModelChange> Changes)
{
    public static ServingAnswer Of(ServingView view) => new(
        view.Model is { } model ? ModelAnswer.Of(model) : null, view.Choice.IsPinned,
        view.Running is { } running ? RunAnswer.Of(new RunView(running, [])) : null, view.Changes);
}

/// <param name="Id">The run.</param>
/// <param name="State">Whether it runs, or how it ended.</param>
/// <param name="Cause">Who or what began it.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended, or null.</param>
/// <param name="Position">The position of the log up to which it read.</param>
/// <param name="Stage">What it does, or did last: <c>read</c>, <c>evaluate</c>, <c>train</c>, <c>publish</c>.</param>
/// <param name="Progress">How far it is, in thousandths.</param>
/// <param name="Outcome">How it ended, in a word; null while it runs.</param>
/// <param name="Error">What was wrong, or null.</param>
/// <param name="Models">What each trainer achieved, the best first.</param>
internal sealed record RunAnswer(
    string Id, RunState State, RunCause Cause, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long Position,
    string Stage, long Progress, string? Outcome, string? Error, IReadOnlyList<ModelAnswer> Models)
{
    public static RunAnswer Of(RunView view) => new(
        view.Run.Id, view.Run.State, view.Run.Cause, view.Run.StartedAt, view.Run.EndedAt, view.Run.Position,
        view.Run.Stage, view.Run.Progress, view.Run.Outcome, view.Run.Error, [.. view.Models.Select(ModelAnswer.Of)]);
}

/// <param name="Id">The model, for pinning.</param>
/// <param name="Trainer">Who made it.</param>
/// <param name="IsKept">Whether what it learned is kept, so that it can be pinned.</param>
/// <param name="Score">What trainers are compared by, 0 to 1; null if it failed.</param>
/// <param name="Organisations">How well it found organisations for members; null if it was not measured.</param>
/// <param name="Ideas">How well it found ideas for members; null likewise.</param>
/// <param name="Milliseconds">How long its training took.</param>
/// <param name="Error">Why it failed or was refused, or null.</param>
internal sealed record ModelAnswer(
    string Id, string Trainer, bool IsKept, double? Score, FiguresAnswer? Organisations, FiguresAnswer? Ideas,
    long Milliseconds, string? Error)
{
    public static ModelAnswer Of(TrainedModel model) => new(
        model.Id, model.Trainer, model.Blob is not null, model.Score,
        FiguresAnswer.Of(
            model.OrganisationQueries, model.OrganisationNdcg10, model.OrganisationNdcg20, model.OrganisationRecall20),
        FiguresAnswer.Of(model.IdeaQueries, model.IdeaNdcg10, model.IdeaNdcg20, model.IdeaRecall20),
        model.Milliseconds, model.Error);
}

/// <param name="Queries">How many members it was tried on.</param>
/// <param name="Ndcg10">nDCG@10.</param>
/// <param name="Ndcg20">nDCG@20.</param>
/// <param name="Recall20">Recall@20.</param>
internal sealed record FiguresAnswer(long Queries, double Ndcg10, double Ndcg20, double Recall20)
{
    public static FiguresAnswer? Of(long queries, double? ndcg10, double? ndcg20, double? recall20) =>
        (ndcg10, ndcg20, recall20) is ({ } ten, { } twenty, { } recall)
            ? new FiguresAnswer(queries, ten, twenty, recall)
            : null;
}
