using IdeaStorage.Domain;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Silo.Import;

/// <summary>
/// Sends one import's commands, several at a time so that they share commits. A command whose id the log has already is
/// not sent again: that is what makes a second run change nothing, and a run after a crash go on where it stopped.
/// </summary>
internal sealed class ImportRun(IEventLog log, TimeProvider time, IProgress<ImportProgress>? progress)
{
    /// <summary>Commands under way at once; more would not fill a group commit better.</summary>
    public const int InFlightMax = 64;

    /// <summary>Does something for each item, at most <see cref="InFlightMax"/> at once.</summary>
    public static Task ForEachAsync<T>(
        IEnumerable<T> items, Func<T, CancellationToken, Task> action, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = InFlightMax, CancellationToken = cancellationToken },
            async (item, token) => await action(item, token));

    /// <summary>Imports one record and counts how it ended.</summary>
    public async Task ImportAsync(
        ImportSection section, RecordPlace place, string source,
        Func<CommandContext, Task<Result<Receipt>>> send, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (await log.FindCommandAsync(ImportKeys.CommandOf(source), cancellationToken) is not null)
        {
            section.Ended(ImportOutcome.Unchanged);
        }
        else if ((await send(ContextOf(source))).Refusal is { } refusal)
        {
            section.Skip(place, ImportReasons.Refused(refusal.Name));
        }
        else
        {
            section.Ended(ImportOutcome.Imported);
        }

        Report(section);
    }

    /// <summary>Makes something that records need: a cluster, an author, a membership.</summary>
    /// <returns>Whether it was made now, or else the refusal; neither if it was there.</returns>
    public async Task<(bool IsMade, Refusal? Refusal)> MakeAsync(
        string source, Func<CommandContext, Task<Result<Receipt>>> send, CancellationToken cancellationToken)
    {
        var earlier = await log.FindCommandAsync(ImportKeys.CommandOf(source), cancellationToken);
        if (earlier is not null) return (false, null);
        var result = await send(ContextOf(source));
        return (result.IsAccepted, result.Refusal);
    }

    /// <summary>Says how far a section is.</summary>
    public void Report(ImportSection section)
    {
        var figures = section.Figures;
        progress?.Report(new ImportProgress(section.Name, figures.Done, figures.Records));
    }

    private CommandContext ContextOf(string source) =>
        new(Actor.System, time.GetUtcNow(), ImportKeys.CommandOf(source));
}
