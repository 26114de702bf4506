using System.Text.Json;
using IdeaStorage.Domain;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Verification;

/// <summary>
/// Reads the log from end to end: every stream counts without gaps and has the events of all its commands, every event
/// can be read and has its command, every text that an event names is the one that was written or was erased.
/// </summary>
internal sealed class LogCheck(IStatements statements)
{
    private const int BatchEvents = 500;
    private const int TextsAtOnce = 100;
    private const int FindingsPerQuery = 100;

    private static readonly string s_textSql =
        $"SELECT id, hash, salt, content FROM texts WHERE id IN ({string.Join(
            ", ", Enumerable.Range(0, TextsAtOnce).Select(i => $"@p{i}"))})";

    private readonly List<Finding> _findings = [];
    private long _events;
    private long _texts;

    public (long Events, long Texts, List<Finding> Findings) Run(
        IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        Find(
            FindingKind.StreamHasGaps,
            $"""
            SELECT stream FROM events GROUP BY stream
            HAVING min(version) <> 1 OR max(version) <> count(*) ORDER BY stream LIMIT {FindingsPerQuery}
            """);
        // Every command has events, and its version is that of the last of them.
        Find(
            FindingKind.StreamCutOff,
            $"""
            SELECT stream FROM commands c GROUP BY stream
            HAVING max(version) > COALESCE((SELECT max(e.version) FROM events e WHERE e.stream = c.stream), 0)
            ORDER BY stream LIMIT {FindingsPerQuery}
            """);
        Find(
            FindingKind.CommandMissing,
            $"""
            SELECT CAST(position AS TEXT) FROM events e
            WHERE NOT EXISTS (SELECT 1 FROM commands c WHERE c.command_id = e.command_id)
            ORDER BY position LIMIT {FindingsPerQuery}
            """);
        var total = statements.Find("SELECT count(*) FROM events", static row => row.Int64(0));
        var after = 0L;
        while (Batch(after) is { Count: > 0 } batch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CheckTexts(batch);
            (_events, after) = (_events + batch.Count, batch[^1].Position);
            progress?.Report(new JobProgress(JobStages.Log, _events, total));
        }

        return (_events, _texts, _findings);
    }

    private void Find(FindingKind kind, string sql) => _findings.AddRange(
        statements.List(sql, static row => row.Text(0)).Select(subject => new Finding(kind, subject)));

    /// <summary>The texts that each event names; an event that cannot be read is a finding and names none.</summary>
    private List<(long Position, List<TextRef> Texts)> Batch(long after) => statements.List(
        "SELECT position, name, data FROM events WHERE position > @p0 ORDER BY position LIMIT @p1",
        row => (row.Int64(0), TextsOf(row.Int64(0), row.Text(1), row.Bytes(2))), after, BatchEvents);

    private List<TextRef> TextsOf(long position, string name, ReadOnlySpan<byte> data)
    {
        var found = new List<TextRef>();
        try
        {
            EventCodec.Domain.Decode(name, data, position);
            var reader = new Utf8JsonReader(data);
            using var json = JsonDocument.ParseValue(ref reader);
            Collect(json.RootElement, found);
        }
        catch (Exception error) when (error is UnreadableEventException or JsonException)
        {
            _findings.Add(new Finding(FindingKind.EventUnreadable, $"{position} ({name})"));
        }

        return found;
    }

    /// <summary>A text is named by an object of an id and a hash, wherever in the event it stands.</summary>
    private static void Collect(JsonElement element, List<TextRef> found)
    {
        if (element.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Collect(item, found);
        }

        if (element.ValueKind is not JsonValueKind.Object)
            return;
        if (element.TryGetProperty("id", out var id) && element.TryGetProperty("hash", out var hash))
            found.Add(new TextRef(id.GetString()!, hash.GetString()!));
        foreach (var member in element.EnumerateObject())
            Collect(member.Value, found);
    }

    private void CheckTexts(List<(long Position, List<TextRef> Texts)> batch)
    {
        var named = batch.SelectMany(one => one.Texts.Select(text => (one.Position, Text: text))).ToList();
        foreach (var some in named.Chunk(TextsAtOnce))
        {
            object?[] ids = [.. some.Select(one => one.Text.Id)];
            object?[] parameters = [.. ids, .. Enumerable.Repeat(ids[0], TextsAtOnce - ids.Length)];
            var stored = statements.List(s_textSql, StoredText.Read, parameters)
                .ToDictionary(text => text.Id, StringComparer.Ordinal);
            foreach (var (position, text) in some)
            {
                _texts++;
                if (!stored.TryGetValue(text.Id, out var found))
                    _findings.Add(new Finding(FindingKind.TextMissing, $"{position} ({text.Id})"));
                else if (found.Hash != text.Hash || !found.IsItself)
                    _findings.Add(new Finding(FindingKind.TextChanged, $"{position} ({text.Id})"));
            }
        }
    }

    private sealed record StoredText(string Id, string Hash, bool IsItself)
    {
        /// <summary>An erased text has neither salt nor content, and nothing to compare.</summary>
        public static StoredText Read(IRow row) => new(
            row.Text(0), row.Text(1),
            row.IsNull(3) ? row.IsNull(2) : new Text("", row.Text(2), row.Text(3)).Ref.Hash == row.Text(1));
    }
}
