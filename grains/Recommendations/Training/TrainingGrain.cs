using System.Globalization;
using IdeaStorage.Domain;
using IdeaStorage.Storage.Training;
using Orleans;
using Orleans.Runtime;

namespace IdeaStorage.Grains.Recommendations.Training;

internal sealed class TrainingGrain(
    ITrainingWork work, TrainingRuns runs, ModelChoices choices, TrainingSettings settings, TimeProvider time)
    : Grain, ITrainingGrain, IRemindable
{
    private const string Night = "night";
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // A run takes processors from the requests beside it: a busy hour must not be one run after the other.
    private static readonly TimeSpan BetweenRunsOfActs = TimeSpan.FromHours(1);

    public override Task OnActivateAsync(CancellationToken cancellationToken) => KeepReminderAsync();

    public async Task<Result<string>> Start(Actor by)
    {
        if (!by.IsOperator)
            return TrainingRefusals.OnlyOperatorsMayTrain;
        return await BeginAsync(RunCause.Operator, by.MemberId) is { } id ? id : TrainingRefusals.TrainingIsRunning;
    }

    public async Task<Result<string>> Cancel(Actor by)
    {
        if (!by.IsOperator)
            return TrainingRefusals.OnlyOperatorsMayTrain;
        // By the database, for the run may be at work in another process; and at once if it is in this one.
        await runs.AskCancelAsync();
        work.Cancel();
        return "";
    }

    public async Task<Result<string>> Pin(Actor by, string? modelId)
    {
        if (!by.IsOperator)
            return TrainingRefusals.OnlyOperatorsMayTrain;
        if (modelId is not null && await choices.FindModelAsync(modelId) is not { Blob: not null })
            return TrainingRefusals.ModelNotFound;
        await choices.PinAsync(modelId, by.MemberId);
        return "";
    }

    public async Task<Result<string>> Unpin(Actor by)
    {
        if (!by.IsOperator)
            return TrainingRefusals.OnlyOperatorsMayTrain;
        await choices.UnpinAsync(by.MemberId);
        return "";
    }

    public async Task Note(long acts)
    {
        if (settings.AfterActs <= 0)
            return;
        var last = await runs.FindLastAsync();
        if (acts - (last?.Acts ?? 0) >= settings.AfterActs
            && (last is null || time.GetUtcNow() - last.StartedAt >= BetweenRunsOfActs))
            await BeginAsync(RunCause.Activity, null);
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (reminderName == Night && settings.Nightly)
            await BeginAsync(RunCause.Reminder, null);
    }

    private async Task KeepReminderAsync()
    {
        if (settings.Nightly)
            await this.RegisterOrUpdateReminder(Night, UntilNight(), Day);
        else if (await this.GetReminder(Night) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    private async Task<string?> BeginAsync(RunCause cause, string? by)
    {
        // Ids follow the order of time; two of one millisecond could not both begin anyway.
        var id = time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture);
        if (!await runs.TryBeginAsync(id, cause, by, Trainers.Seed))
            return null;
        work.Begin(id, cause);
        return id;
    }

    private TimeSpan UntilNight()
    {
        var now = time.GetUtcNow();
        var night = new DateTimeOffset(now.UtcDateTime.Date.AddHours(settings.Hour), TimeSpan.Zero);
        return night > now ? night - now : night + Day - now;
    }
}
