using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.Tails;

namespace IdeaStorage.Silo.Tails;

/// <summary>
/// Tells those who follow an idea of new comments, stages and participants. What was imported happened elsewhere and is
/// no news.
/// </summary>
public sealed class NewsTail(IdeaNews news) : ITailConsumer
{
    public string Name => IdeaNews.Tail;

    /// <summary>Most ideas have no followers.</summary>
    public async Task<IReadOnlyList<LogEntry>> ChooseAsync(
        IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        var ideas = entries.Where(IsNews).Select(entry => Streams.IdOf(entry.Stream)).Distinct().ToArray();
        var followed = await news.FindFollowedAsync(ideas, cancellationToken);
        return
        [
            .. entries.Where(entry =>
                !entry.IsKnown || (IsNews(entry) && followed.Contains(Streams.IdOf(entry.Stream)))),
        ];
    }

    public Task HandleAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        var happenings = events.Select(HappeningOf).OfType<IdeaHappening>().ToArray();
        return happenings.Length == 0 ? Task.CompletedTask : news.TellAsync(happenings, cancellationToken);
    }

    private static bool IsNews(LogEntry entry) => entry.IsOf(
        typeof(CommentPosted), typeof(IdeaStageChanged), typeof(ParticipantsChanged));

    private static IdeaHappening? HappeningOf(RecordedEvent recorded)
    {
        var (position, change) = (recorded.Position, recorded.Event);
        return change switch
        {
            CommentPosted posted => new(
                position, Streams.IdOf(recorded.Stream), posted.CommentId, null, change.By, change.At),
            IdeaStageChanged staged => new(
                position, Streams.IdOf(recorded.Stream), null, staged.To, change.By, change.At),
            ParticipantsChanged => new(
                position, Streams.IdOf(recorded.Stream), null, null, change.By, change.At),
            _ => null,
        };
    }
}
