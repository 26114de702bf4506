using IdeaStorage.Recommender;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Grains.Recommendations;

/// <summary>
/// The recommendation model of this node, as far as the log has come. It is built by reading the log from the start, and
/// brought up to date with what happened since before each answer, so that a list follows a member's own acts at once.
/// </summary>
public sealed class ActivityModel(IEventLog log, ITextSource texts, ITrainer trainer)
{
    /// <summary>The seed of the empty model; a model that only follows the log makes no random choice.</summary>
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
            _model ??= trainer.Train(new DataSet([], []), Seed, cancellationToken);
            _feed ??= new ActivityFeed(_model, texts);
            await foreach (var recorded in log.ReadAllAsync(_position, cancellationToken))
            {
                _feed.Apply(recorded);
                Volatile.Write(ref _position, recorded.Position);
            }

            return _model;
        }
        finally
        {
            _reading.Release();
        }
    }
}
