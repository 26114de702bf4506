using IdeaStorage.Recommender;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Grains.Recommendations;

/// <summary>
/// The recommendation model of this node, as far as the log has come. It is trained on the whole log when it is first
/// asked, and brought up to date before each answer, so that a list follows a member's own acts at once.
/// </summary>
public sealed class ActivityModel(IEventLog log, ITextSource texts, ITrainer trainer)
{
    private const int Seed = 1;

    private readonly SemaphoreSlim _reading = new(1, 1);
    private ActivityFeed? _feed;
    private IRecommendationModel? _model;
    private long _position;

    /// <summary>The model with every event that was visible when the call began.</summary>
    public async Task<IRecommendationModel> CurrentAsync(CancellationToken cancellationToken = default)
    {
        var head = await log.GetHeadAsync(cancellationToken);
        if (_model is { } current && Volatile.Read(ref _position) >= head) return current;

        await _reading.WaitAsync(cancellationToken);
        try
        {
            _model ??= await TrainAsync(cancellationToken);
            await FollowAsync(_feed!, cancellationToken);
            return _model;
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<IRecommendationModel> TrainAsync(CancellationToken cancellationToken)
    {
        var collected = new CollectedActivity();
        var feed = new ActivityFeed(texts) { Sink = collected };
        _position = 0;
        await FollowAsync(feed, cancellationToken);
        var model = trainer.Train(collected.ToDataSet(), Seed, cancellationToken);
        feed.Sink = new LiveActivity(model);
        _feed = feed;
        return model;
    }

    private async Task FollowAsync(ActivityFeed feed, CancellationToken cancellationToken)
    {
        await foreach (var recorded in log.ReadAllAsync(_position, cancellationToken))
        {
            feed.Apply(recorded);
            Volatile.Write(ref _position, recorded.Position);
        }
    }
}
