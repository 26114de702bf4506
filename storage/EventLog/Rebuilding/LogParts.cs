using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.EventLog;

/// <summary>An event as it is stored, with its place.</summary>
internal sealed record LogRow(
    long Position, string Stream, long Version, string CommandId, string Name, byte[] Data)
{
    public static LogRow Read(IRow row) => new(
        row.Int64(0), row.Text(1), row.Int64(2), row.Text(3), row.Text(4), row.Bytes(5).ToArray());

    public RecordedEvent Decode() => new(
        Position, Stream, Version, CommandId, EventCodec.Domain.Decode(Name, Data, Position));
}

/// <summary>The log stream by stream, in parts of whole streams.</summary>
internal static class LogParts
{
    /// <summary>
    /// Events of a part; more where a single stream has more. Enough that what a part costs by itself is little.
    /// </summary>
    private const int PartEvents = 4_000;

    private const string Sql =
        $"""
        SELECT {EventRows.Columns} FROM events WHERE (stream, version) > (@p0, @p1)
        ORDER BY stream, version LIMIT @p2
        """;

    public static IEnumerable<List<LogRow>> Read(IStatements statements)
    {
        var (part, stream, version) = (new List<LogRow>(), "", 0L);
        while (statements.List(Sql, LogRow.Read, stream, version, PartEvents) is { Count: > 0 } rows)
        {
            (stream, version) = (rows[^1].Stream, rows[^1].Version);
            // The last stream may go on.
            var whole = rows.FindLastIndex(row => row.Stream != rows[^1].Stream) + 1;
            if (whole > 0 || part is [var first, ..] && first.Stream != stream)
            {
                part.AddRange(rows[..whole]);
                yield return part;
                part = [];
            }

            part.AddRange(rows[whole..]);
        }

        if (part.Count > 0)
            yield return part;
    }
}
