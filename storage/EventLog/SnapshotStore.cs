using System.Text.Json;
using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.EventLog;

/// <summary>Snapshots as JSON rows, written in the groups of the one writer.</summary>
internal sealed class SnapshotStore(IDatabase database) : ISnapshotStore
{
    public Task<Snapshot<TState>?> ReadAsync<TState>(string stream, CancellationToken cancellationToken = default)
        where TState : class =>
        database.FindAsync(
            "SELECT version, state FROM snapshots WHERE stream = @p0 AND shape = @p1",
            static row => Read<TState>(row), [stream, Shape<TState>.Hash], cancellationToken);

    public Task WriteAsync<TState>(
        string stream, Snapshot<TState> snapshot, CancellationToken cancellationToken = default)
        where TState : class
    {
        var state = new Utf8Text(JsonSerializer.SerializeToUtf8Bytes(snapshot.State, StoredJson.Options));
        return database.ExecuteAsync(
            """
            INSERT INTO snapshots (stream, version, shape, state) VALUES (@p0, @p1, @p2, @p3)
            ON CONFLICT (stream) DO UPDATE SET
                version = excluded.version, shape = excluded.shape, state = excluded.state
            WHERE excluded.version > snapshots.version OR excluded.shape <> snapshots.shape
            """,
            [stream, snapshot.Version, Shape<TState>.Hash, state], cancellationToken);
    }

    private static Snapshot<TState>? Read<TState>(IRow row)
        where TState : class
    {
        try
        {
            var state = JsonSerializer.Deserialize<TState>(row.Bytes(1), StoredJson.Options);
            return state is null ? null : new Snapshot<TState>(row.Int64(0), state);
        }
        catch (JsonException)
        {
            // Only ever a cache: the stream is replayed instead.
            return null;
        }
    }

    private static class Shape<TState>
    {
        public static readonly string Hash = StateShape.Of(typeof(TState));
    }
}
