using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Grains.Moderation;
using IdeaStorage.Silo.Tails;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Tails;
using Orleans;

namespace IdeaStorage.Silo.Moderation;

/// <summary>
/// Sees to it that content is as visible as its case says, whatever crashed or was cut off between the two. It looks
/// after each decision, and after each change of visibility too: an effect that comes late is put right.
/// </summary>
internal sealed class CaseEffectTail(IGrainFactory grains) : ITailConsumer
{
    public string Name => "case-effects";

    public Task<IReadOnlyList<LogEntry>> ChooseAsync(
        IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LogEntry>>(
        [
            .. entries.Where(entry => !entry.IsKnown || entry.IsOf(typeof(CaseDecided), typeof(VisibilityChanged))),
        ]);

    public async Task HandleAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        foreach (var recorded in events)
        {
            if (CaseOf(recorded) is { } caseId)
                await grains.GetGrain<ICaseGrain>(caseId).TakeEffect($"log-{recorded.Position}")
                    .WaitAsync(cancellationToken);
        }
    }

    private static string? CaseOf(RecordedEvent recorded) => recorded.Event switch
    {
        CaseDecided => Streams.IdOf(recorded.Stream),
        VisibilityChanged changed => changed.CaseId,
        _ => null,
    };
}
