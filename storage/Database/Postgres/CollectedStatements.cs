using Npgsql;

namespace IdeaStorage.Storage.Database.Postgres;

/// <summary>
/// Statements that wait to be sent together. Those that belong to a stream keep their order within the stream; the same
/// statement of several streams is sent once, in the form for many rows.
/// </summary>
internal sealed class CollectedStatements
{
    private readonly List<Waiting> _all = [];
    private readonly Dictionary<string, List<int>> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lastOfStream = new(StringComparer.Ordinal);

    /// <summary>How many sets of values wait.</summary>
    public int Rows { get; private set; }

    /// <summary>How many statements will be sent.</summary>
    public int Count => _all.Count;

    /// <summary>After all that waits, and before all that follows.</summary>
    public NpgsqlBatchCommand Add(string sql, ReadOnlySpan<object?> parameters)
    {
        var command = PostgresSql.Command(sql, parameters);
        _all.Add(new Waiting(sql, command));
        Rows++;
        _places.Clear();
        _lastOfStream.Clear();
        return command;
    }

    /// <summary>
    /// After all that waits for the same stream. It reads and changes rows of this stream only, so it may come before
    /// statements of other streams that were added earlier.
    /// </summary>
    public void Add(string stream, string sql, object?[] parameters)
    {
        var place = PlaceOf(stream, sql);
        if (place == _all.Count)
            _all.Add(new Waiting(sql, null));
        _all[place].Rows.Add(parameters);
        _lastOfStream[stream] = place;
        Rows++;
    }

    /// <summary>Forgets all but the first <paramref name="count"/> statements, after which none was added to a
    /// stream.</summary>
    public void Truncate(int count)
    {
        _all.RemoveRange(count, _all.Count - count);
        _places.Clear();
        _lastOfStream.Clear();
    }

    /// <summary>What waits, as one batch.</summary>
    public NpgsqlBatch ToBatch(NpgsqlConnection connection, NpgsqlTransaction? transaction)
    {
        var batch = new NpgsqlBatch(connection, transaction);
        foreach (var waiting in _all)
        {
            if (waiting.Command is { } command)
                batch.BatchCommands.Add(command);
            else
                AddTo(batch, waiting);
        }

        return batch;
    }

    /// <summary>The first place of the same statement that is late enough for this stream, or the end.</summary>
    private int PlaceOf(string stream, string sql)
    {
        if (ManyRows.Of(sql) is not { } many)
            return _all.Count;
        if (!_places.TryGetValue(sql, out var places))
            _places[sql] = places = [];
        // A statement that looks for rows must meet each of them once, so a stream is in it once.
        var earliest = _lastOfStream.TryGetValue(stream, out var last) ? last + (many.IsPlainInsert ? 0 : 1) : 0;
        var at = places.BinarySearch(earliest);
        at = at < 0 ? ~at : at;
        if (at == places.Count)
            places.Add(_all.Count);
        return places[at];
    }

    private static void AddTo(NpgsqlBatch batch, Waiting waiting)
    {
        if (waiting.Rows.Count > 1 && PostgresSql.TryMakeArrays(waiting.Rows) is { } arrays)
        {
            var command = new NpgsqlBatchCommand(ManyRows.Of(waiting.Sql)!.Sql);
            foreach (var array in arrays)
                command.Parameters.Add(array);
            batch.BatchCommands.Add(command);
            return;
        }

        foreach (var row in waiting.Rows)
            batch.BatchCommands.Add(PostgresSql.Command(waiting.Sql, row));
    }

    private sealed record Waiting(string Sql, NpgsqlBatchCommand? Command)
    {
        public List<object?[]> Rows { get; } = [];
    }
}
