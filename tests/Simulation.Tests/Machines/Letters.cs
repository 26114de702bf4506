using IdeaStorage.Silo.Tails;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Tails;

namespace IdeaStorage.Simulation.Tests.Machines;

/// <summary>
/// The world outside, to which a tail writes a letter about each event. A letter cannot be taken back, so each must be
/// written once, whatever happens to processes and to the database.
/// </summary>
internal sealed class Letters(Simulation run)
{
    private static readonly TimeSpan SettledMax = TimeSpan.FromMinutes(5);

    private readonly HashSet<long> _written = [];
    private long _latest;

    /// <summary>Writes the letter, unless it was written before.</summary>
    public void SendOnce(RecordedEvent recorded)
    {
        if (_written.Contains(recorded.Position))
            run.Coverage.Count(Fault.DuplicateDelivery);
        else
            Send(recorded);
    }

    /// <summary>Writes the letter.</summary>
    public void Send(RecordedEvent recorded)
    {
        if (recorded.Position < _latest)
            run.Coverage.Count(Fault.LateDelivery);
        _latest = Math.Max(_latest, recorded.Position);
        if (!_written.Add(recorded.Position))
            run.Fail(new SimulationFailure($"The letter about position {recorded.Position} was written before."));
    }

    /// <summary>Has what was parked tried again, and waits until all tails have come to the end of the log.</summary>
    public async Task SettleAsync()
    {
        var process = run.Fleet.Alive.Single();
        foreach (var tail in await process.Get<TailStore>().ListAsync())
            run.Coverage.Count(Fault.ParkedEvent, await process.Get<ParkedEvents>().AskReplayAsync(tail.Name, null));
        for (var begun = run.Time.GetTimestamp(); run.Time.GetElapsedTime(begun) < SettledMax;)
        {
            // A tail may itself have events made, which all tails must come to.
            var head = await process.Get<LogReader>().GetHeadAsync();
            var tails = await process.Get<TailStore>().ListAsync();
            if (tails.All(tail => tail.Position == head && tail.Parked == 0))
                return;
            // What is tried since before all was well may be parked only now.
            foreach (var tail in tails.Where(tail => tail.Parked > 0))
                await process.Get<ParkedEvents>().AskReplayAsync(tail.Name, null);
            await Task.Delay(TailLimits.BeatEvery, run.Time);
        }

        throw new SimulationFailure("The tails did not come to the end of the log, though nothing fails any more.");
    }

    /// <summary>There is a letter about each event, and about nothing else.</summary>
    public void Check(IReadOnlyList<RecordedEvent> events)
    {
        var unwritten = events.Where(recorded => !_written.Contains(recorded.Position)).ToList();
        SimulationFailure.Unless(
            unwritten.Count == 0 && _written.Count == events.Count,
            $"{_written.Count} letters about {events.Count} events; none about {string.Join(", ", unwritten)}.");
    }
}

/// <summary>The tail that writes the letters, in one process.</summary>
internal sealed class LetterTail(SimulatedProcess process, Simulation run) : ITailConsumer
{
    /// <summary>One event in so many cannot be handled before everything is well again.</summary>
    private const int PoisonousOneIn = 40;

    private readonly Chance _chance = run.Chance.Branch();

    public string Name => "letters";

    public async Task HandleAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        foreach (var recorded in events)
        {
            await process.TravelAsync();
            if (!run.Database.IsHealthy)
                await MisbehaveAsync(recorded, cancellationToken);
            run.Settings.Deliver(run.Letters, recorded);
        }

        if (!run.Database.IsHealthy && _chance.OneIn(20))
            Fail("The letters are written, and their answer is lost.");
    }

    private async Task MisbehaveAsync(RecordedEvent recorded, CancellationToken cancellationToken)
    {
        if (recorded.Position % PoisonousOneIn == 0 || _chance.OneIn(60))
            Fail("No letter can be written.");
        if (!_chance.OneIn(60))
            return;
        run.Coverage.Count(Fault.SlowHandling);
        await Task.Delay(TailLimits.HandlingMax * 2, run.Time, cancellationToken);
    }

    private void Fail(string why)
    {
        run.Coverage.Count(Fault.FailedHandling);
        throw new IOException(why);
    }
}
