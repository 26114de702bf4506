using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Simulation.Tests.Checks;

/// <summary>The whole log, and the state of each stream after each of its events.</summary>
internal sealed class History
{
    private readonly Dictionary<string, List<object>> _states = new(StringComparer.Ordinal);
    private readonly List<RecordedEvent> _events = [];

    public IReadOnlyList<RecordedEvent> Events => _events;

    public IEnumerable<string> Streams => _states.Keys;

    /// <summary>Reads it from its beginning.</summary>
    /// <exception cref="SimulationFailure">Positions or versions are not in order.</exception>
    public static async Task<History> ReadAsync(IEventLog log)
    {
        var history = new History();
        await foreach (var recorded in log.ReadAllAsync())
            history.Add(recorded);
        return history;
    }

    /// <summary>The states of a stream, by version from 0.</summary>
    public IReadOnlyList<object> StatesOf(string stream) =>
        _states.TryGetValue(stream, out var states) ? states : [Empty(stream)];

    /// <summary>The present state of all streams of one kind.</summary>
    public IEnumerable<TState> All<TState>() => _states.Values.Select(states => states[^1]).OfType<TState>();

    /// <summary>The id of what a stream is about.</summary>
    public static string IdOf(string stream) => stream[(stream.IndexOf('-', StringComparison.Ordinal) + 1)..];

    private void Add(RecordedEvent recorded)
    {
        var last = _events.Count == 0 ? 0 : _events[^1].Position;
        SimulationFailure.Unless(recorded.Position > last, $"Position {recorded.Position} comes after {last}.");
        _events.Add(recorded);
        if (!_states.TryGetValue(recorded.Stream, out var states))
            _states[recorded.Stream] = states = [Empty(recorded.Stream)];
        SimulationFailure.Unless(
            recorded.Version == states.Count,
            $"{recorded.Stream}: version {recorded.Version} follows {states.Count - 1}.");
        states.Add(Apply(states[^1], recorded.Event));
    }

    private static object Empty(string stream) => stream[..stream.IndexOf('-', StringComparison.Ordinal)] switch
    {
        "idea" => Idea.Empty,
        "member" => Member.Empty,
        "organisation" => Organisation.Empty,
        "cluster" => MiniCluster.Empty,
        "case" => Case.Empty,
        _ => throw new SimulationFailure($"{stream} is a stream of nothing."),
    };

    private static object Apply(object state, IEvent change) => state switch
    {
        Idea idea => idea.Apply(change),
        Member member => member.Apply(change),
        Organisation organisation => organisation.Apply(change),
        MiniCluster cluster => cluster.Apply(change),
        _ => ((Case)state).Apply(change),
    };
}
