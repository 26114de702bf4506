using IdeaStorage.Grains.Recommendations.Snapshots;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Recommender;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.Tails;
using IdeaStorage.Storage.Training;
using Microsoft.Extensions.Logging;

namespace IdeaStorage.Grains.Recommendations;

/// <summary>
/// The recommendation model of this node, as far as the log has come. It begins with the newest snapshot of activity
/// and the log after it, and is brought up to date before each answer, so that a list follows a member's own acts at
/// once. A model that is chosen later takes its place in one step, or not at all.
/// </summary>
public sealed partial class ActivityModel(
    IEventLog log, ITextSource texts, ActivitySnapshots snapshots, LearnedModels models, ModelChoices choices,
    ILogger<ActivityModel> logger)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SemaphoreSlim _adopting = new(1, 1);
    private Activity? _activity;
    private ActivityFeed? _feed;
    private ServedModel? _served;
    private long _position;

    // What a model that is being made has missed; null while none is.
    private List<Action<IRecommendationModel>>? _missed;
    private long _unusableVersion = -1;

    /// <summary>The model with every event that was visible when the call began.</summary>
    public async Task<ServedModel> CurrentAsync(CancellationToken cancellationToken = default)
    {
        var head = await log.GetHeadAsync(cancellationToken);
        if (_served is { } current && Volatile.Read(ref _position) >= head) return current;
        return await InTurnAsync(
            async activity =>
            {
                await FollowAsync(activity, long.MaxValue, cancellationToken);
                return _served ??= await FirstAsync(activity, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Whether an event is one of those that recommendations follow from.</summary>
    public static bool IsActivity(LogEntry entry) => entry.IsOf(ActivityFeed.Types);

    /// <summary>How far the log was read.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Where the snapshot ended that this node began with; 0 without one.</summary>
    public long SnapshotPosition { get; private set; }

    /// <summary>Whether recommendations to this member may use what the member does.</summary>
    public bool UsesActivity(EntityRef member) => _activity?.Silent.Contains(member) != true;

    /// <summary>Reads at most so many events more, without making a model.</summary>
    /// <returns>How many acts the log has told so far.</returns>
    public Task<long> FollowAsync(int eventsMax, CancellationToken cancellationToken) => InTurnAsync(
        async activity =>
        {
            await FollowAsync(activity, eventsMax, cancellationToken);
            return activity.ActsSeen;
        },
        cancellationToken);

    /// <summary>Everything that a model is made of.</summary>
    /// <param name="now">No act is later: one that a wrong clock dated counts as if it had just happened.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<TrainingData> TakeDataAsync(DateTimeOffset now, CancellationToken cancellationToken) => InTurnAsync(
        async activity =>
        {
            await FollowAsync(activity, long.MaxValue, cancellationToken);
            return new TrainingData(activity.ToDataSet(now), activity.Position, activity.ActsSeen);
        },
        cancellationToken);

    /// <summary>Publishes a snapshot of what was read so far.</summary>
    /// <returns>Its position.</returns>
    /// <exception cref="IOException">The blob store does not answer or is full.</exception>
    public async Task<long> PublishSnapshotAsync(CancellationToken cancellationToken)
    {
        var (position, file) = await InTurnAsync(
            activity => Task.FromResult((activity.Position, ActivityFile.Write(activity))), cancellationToken);
        if (position > 0) await snapshots.PublishAsync(position, file, cancellationToken);
        return position;
    }

    /// <summary>
    /// Puts the chosen model in place if another serves. Lists are given by the old one meanwhile, and for good if the
    /// new one cannot be used.
    /// </summary>
    /// <returns>Whether another model serves now.</returns>
    public async Task<bool> AdoptAsync(CancellationToken cancellationToken)
    {
        await _adopting.WaitAsync(cancellationToken);
        try
        {
            return await AdoptInTurnAsync(cancellationToken);
        }
        finally
        {
            _missed = null;
            _adopting.Release();
        }
    }

    private async Task<bool> AdoptInTurnAsync(CancellationToken cancellationToken)
    {
        var choice = await choices.FindAsync(cancellationToken);
        if (_served is not { } present || choice.Version == present.Version || choice.Version == _unusableVersion)
            return false;
        if (choice.ModelId == present.ModelId)
        {
            // Pinned or let go: the same model by another choice.
            _served = present with { Version = choice.Version };
            return false;
        }

        try
        {
            var data = await InTurnAsync(
                activity =>
                {
                    _missed = [];
                    return Task.FromResult(activity.ToDataSet());
                },
                cancellationToken);
            var served = await models.LoadAsync(choice, data, cancellationToken);
            await InTurnAsync(
                activity =>
                {
                    foreach (var change in _missed!) change(served.Model);
                    Serve(activity, served);
                    return Task.FromResult(true);
                },
                cancellationToken);
            LogAdopted(served.Trainer, served.ModelId);
            return true;
        }
        catch (InvalidModelFileException error)
        {
            _unusableVersion = choice.Version;
            LogUnusable(error, choice.ModelId);
            return false;
        }
    }

    private async Task<ServedModel> FirstAsync(Activity activity, CancellationToken cancellationToken)
    {
        var choice = await choices.FindAsync(cancellationToken);
        var data = activity.ToDataSet();
        ServedModel served;
        try
        {
            served = await models.LoadAsync(choice, data, cancellationToken);
        }
        catch (Exception error) when (error is InvalidModelFileException or IOException)
        {
            if (error is InvalidModelFileException) _unusableVersion = choice.Version;
            LogUnusable(error, choice.ModelId);
            served = models.BuiltIn(data, version: -1, cancellationToken);
        }

        Serve(activity, served);
        return served;
    }

    private void Serve(Activity activity, ServedModel served)
    {
        _served = served;
        activity.Follower = change =>
        {
            change(served.Model);
            _missed?.Add(change);
        };
    }

    private async Task FollowAsync(Activity activity, long eventsMax, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var after = Math.Max(activity.Position, Position);
                await foreach (var recorded in log.ReadAllAsync(after, cancellationToken))
                {
                    _feed!.Apply(recorded);
                    Volatile.Write(ref _position, recorded.Position);
                    if (--eventsMax <= 0) break;
                }

                return;
            }
            catch (UnreadableEventException error)
            {
                // One event that nobody here can read must not take the lists from everyone.
                LogPassedOver(error, error.Position);
                Volatile.Write(ref _position, error.Position);
            }
        }
    }

    private async Task<T> InTurnAsync<T>(Func<Activity, Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_activity is null)
            {
                // Not cut off: whoever is out of patience asks again, and must not find it begun anew each time.
                var activity = await snapshots.FindAsync(IsOfLogAsync, CancellationToken.None) ?? new Activity();
                _feed = new ActivityFeed(texts, activity);
                Volatile.Write(ref _position, activity.Position);
                SnapshotPosition = activity.Position;
                _activity = activity;
            }

            return await work(_activity);
        }
        finally
        {
            _turn.Release();
        }

        async Task<bool> IsOfLogAsync(long position, string stamp)
        {
            await foreach (var recorded in log.ReadAllAsync(position - 1, CancellationToken.None))
                return recorded.Position == position && recorded.CommandId == stamp;
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Recommendations are made by {Trainer} now (model {Model})")]
    private partial void LogAdopted(string trainer, string? model);

    [LoggerMessage(LogLevel.Error, "Recommendations go on without event {Position}, which cannot be read")]
    private partial void LogPassedOver(Exception error, long position);

    [LoggerMessage(LogLevel.Error, "The chosen model {Model} cannot be used; recommendations go on without it")]
    private partial void LogUnusable(Exception error, string? model);
}

/// <summary>What a model is trained on, and how far it had come.</summary>
/// <param name="Data">Everything.</param>
/// <param name="Position">The position of the log.</param>
/// <param name="Acts">How many acts the log had told.</param>
public sealed record TrainingData(DataSet Data, long Position, long Acts);
