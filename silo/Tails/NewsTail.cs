using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels.Ideas;

namespace IdeaStorage.Silo.Tails;

/// <summary>
/// Tells those who follow an idea of new comments and stages. What was imported happened elsewhere and is no news.
/// </summary>
public sealed class NewsTail(IdeaNews news) : ITailConsumer
{
    public string Name => "news";

    public Task HandleAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        var happenings = events.Select(HappeningOf).OfType<IdeaHappening>().ToArray();
        return happenings.Length == 0 ? Task.CompletedTask : news.TellAsync(happenings, cancellationToken);
    }

    private static IdeaHappening? HappeningOf(RecordedEvent recorded)
    {
        var (position, change) = (recorded.Position, recorded.Event);
        return change switch
        {
            CommentPosted posted => new(
                position, Streams.IdOf(recorded.Stream), posted.CommentId, null, change.By, change.At),
            IdeaStageChanged staged => new(
                position, Streams.IdOf(recorded.Stream), null, staged.To, change.By, change.At),
            _ => null,
        };
    }
}
