using IdeaStorage.Domain;
using IdeaStorage.Simulation.Tests.Members;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Simulation.Tests.Checks;

/// <summary>What must hold: cheap things after each commit and each answer, everything when all is at rest.</summary>
internal sealed class Invariants(Simulation run) : IDisposable
{
    private readonly Tables _tables = new(run);
    private readonly Chance _chance = run.Chance.Branch();

    public long VersionOf(string stream) =>
        _tables.Number("SELECT max(version) FROM events WHERE stream = @p0", stream);

    /// <summary>An append was committed: its events are there once, and its counts equal their rows.</summary>
    public void AfterAppend(Append append)
    {
        var events = _tables.Number("SELECT count(*) FROM events WHERE command_id = @p0", append.CommandId);
        SimulationFailure.Unless(
            events == append.Events.Count, $"{append.CommandId} has {events} events, not {append.Events.Count}.");
        if (append.Stream.StartsWith(Streams.Idea(""), StringComparison.Ordinal))
            _tables.CheckCountsOfIdea(append.Stream[Streams.Idea("").Length..]);
    }

    /// <summary>A member was told how a command ended.</summary>
    public void OnAnswer(Sent sent, Result<Receipt> answer)
    {
        var recorded = _tables.FindCommand(sent.Id);
        if (!answer.IsAccepted)
        {
            SimulationFailure.Unless(
                sent.MustBeRefused.Count == 0 || sent.MustBeRefused.Contains(answer.Refusal.Name),
                $"{sent.Id} was refused with {answer.Refusal.Name}, not {string.Join(" or ", sent.MustBeRefused)}.");
            SimulationFailure.Unless(
                recorded is null || sent.Attempts > 1, $"{sent.Id} was refused, and is in the log.");
            return;
        }

        SimulationFailure.Unless(
            sent.MustBeRefused.Count == 0,
            $"{sent.Id} was accepted, not refused with {string.Join(" or ", sent.MustBeRefused)}.");
        var present = sent.CommentId is { } comment
            ? _tables.Number("SELECT revision FROM comments WHERE id = @p0", comment)
            : sent.AnsweredAtVersion;
        SimulationFailure.Unless(
            answer.Value.Version <= present,
            $"{sent.Id} was acknowledged at version {answer.Value.Version} of {sent.Stream}, which the log lacks.");
        SimulationFailure.Unless(
            recorded is null || sent.Attempts > 1 || sent.CommentId is not null
            || answer.Value == new Receipt(recorded.SubjectId, recorded.Version),
            $"{sent.Id} was answered with {answer.Value}, but the log has {recorded}.");
        SimulationFailure.Unless(
            recorded is null || sent.Answer is not { IsAccepted: true } earlier || earlier.Value == answer.Value
            || earlier.Value!.Version < answer.Value.Version,
            $"{sent.Id} was answered with {sent.Answer?.Value} first and {answer.Value} when it was repeated.");
    }

    public void Dispose() => _tables.Dispose();

    /// <summary>Everyone has their answers and nothing is on its way.</summary>
    public async Task AtRestAsync()
    {
        var history = await History.ReadAsync(_tables.Log);
        new Judge(run, history, _tables).CheckAll();
        var states = Facts.OfStates(history).ToList();
        Facts.Compare("the log", states, "the members' commands", Facts.OfCommands(history, run.Ledger));
        Facts.Compare("the tables", _tables.Facts(), "the log", states);
        run.Letters.Check(history.Events);
        _tables.CheckRebuild();
        await new Privacy(history, _tables, _chance).CheckAsync();
    }
}
