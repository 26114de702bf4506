using System.Text.Json;
using IdeaStorage.Domain;

namespace IdeaStorage.Storage.EventLog;

/// <summary>An event as it is stored: its name and its JSON in UTF-8.</summary>
internal readonly record struct StoredEvent(string Name, ReadOnlyMemory<byte> Data);

/// <summary>From events to what is stored and back.</summary>
internal sealed class EventCodec(EventTypes types)
{
    public static EventCodec Domain { get; } = new(EventTypes.Domain);

    public StoredEvent Encode(IEvent change) => new(
        types.NameOf(change.GetType()),
        JsonSerializer.SerializeToUtf8Bytes(change, change.GetType(), StoredJson.Options));

    /// <exception cref="UnknownEventException">A newer program wrote it.</exception>
    /// <exception cref="UnreadableEventException">The stored JSON does not fit its name.</exception>
    public IEvent Decode(string name, ReadOnlySpan<byte> data, long position)
    {
        var type = types.Find(name) ?? throw new UnknownEventException(name, position);
        try
        {
            return (IEvent)(JsonSerializer.Deserialize(data, type, StoredJson.Options)
                ?? throw new JsonException("It is null."));
        }
        catch (JsonException exception)
        {
            throw new UnreadableEventException(
                $"The event '{name}' at position {position} is damaged: {exception.Message}", position, exception);
        }
    }
}
