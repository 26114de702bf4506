using System.Text.Json;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Tests.EventLog;

/// <summary>
/// The logs of released versions, which must be readable for ever. A file is never edited: a new event or a new form of
/// one is added to the newest file before its release, or begins a new file after it.
/// </summary>
internal static class GoldenLog
{
    public sealed record Line(
        long Position, string Stream, long Version, string CommandId, string Name, JsonElement Data);

    public static IEnumerable<Line> Lines() =>
        from file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures"), "golden-log-*.jsonl")
        from text in File.ReadLines(file)
        select JsonSerializer.Deserialize<Line>(text, JsonSerializerOptions.Web)!;

    public static IEnumerable<RecordedEvent> Events() => Lines().Select(line => new RecordedEvent(
        line.Position, line.Stream, line.Version, line.CommandId,
        EventCodec.Domain.Decode(line.Name, JsonSerializer.SerializeToUtf8Bytes(line.Data), line.Position)));
}
