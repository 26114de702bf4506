using System.Collections.Frozen;
using System.Reflection;
using IdeaStorage.Domain;

namespace IdeaStorage.Storage.EventLog;

/// <summary>Every event type and its stored name, found once by <see cref="EventNameAttribute"/>.</summary>
public sealed class EventTypes
{
    private readonly FrozenDictionary<string, Type> _types;
    private readonly FrozenDictionary<Type, string> _names;

    /// <exception cref="InvalidOperationException">A type without a name, or a name of two types.</exception>
    public EventTypes(IEnumerable<Type> types)
    {
        var byName = new Dictionary<string, Type>(StringComparer.Ordinal);
        foreach (var type in types)
        {
            var name = type.GetCustomAttribute<EventNameAttribute>()?.Name
                ?? throw new InvalidOperationException($"The event {type} has no [EventName].");
            if (!byName.TryAdd(name, type))
                throw new InvalidOperationException($"The event name '{name}' is used by {byName[name]} and {type}.");
        }

        _types = byName.ToFrozenDictionary(StringComparer.Ordinal);
        _names = byName.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
    }

    /// <summary>The events of the domain.</summary>
    public static EventTypes Domain { get; } = new(
        typeof(IEvent).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IEvent)) && !type.IsInterface));

    public IEnumerable<string> Names => _types.Keys;

    /// <summary>The stored name of an event type.</summary>
    public string NameOf(Type type) => _names.TryGetValue(type, out var name)
        ? name
        : throw new ArgumentException($"{type} is no event of this log.", nameof(type));

    /// <summary>The type stored under a name, or null.</summary>
    public Type? Find(string name) => _types.GetValueOrDefault(name);
}

/// <summary>The log holds an event that this program cannot read.</summary>
/// <param name="message">Why, and what to do.</param>
/// <param name="position">Where in the log.</param>
/// <param name="cause">What the reader of its JSON said, or null.</param>
public class UnreadableEventException(string message, long position, Exception? cause = null)
    : Exception(message, cause)
{
    public long Position { get; } = position;
}

/// <summary>The log holds an event that this program does not know: a newer program wrote it.</summary>
public sealed class UnknownEventException(string name, long position) : UnreadableEventException(
    $"The log holds an event '{name}' at position {position} that this program does not know. "
    + "A newer version wrote it: upgrade this program to at least that version.",
    position)
{
    public string Name { get; } = name;
}
