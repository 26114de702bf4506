using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace IdeaStorage.Bench.Web.Bare;

/// <summary>A comment as the API takes it.</summary>
internal sealed record BareComment(string Body, string? ParentId = null);

/// <summary>
/// The least that a durable comment can cost here: two rows in SQLite by one writer, which takes what is waiting,
/// commits
/// it once with a sync, and then answers.
/// </summary>
internal sealed class BareInsert : IDisposable
{
    private const int GroupMax = 512;

    private readonly Channel<Waiting> _waiting =
        Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });

    private readonly SqliteConnection _connection;
    private readonly Thread _thread;

    public BareInsert(string folder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare-insert.db")};Pooling=false");
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        Execute(
            "CREATE TABLE comments (id TEXT PRIMARY KEY, idea_id TEXT NOT NULL, parent_id TEXT, at INTEGER NOT NULL)");
        Execute("CREATE TABLE texts (id TEXT PRIMARY KEY, content TEXT NOT NULL)");
        _thread = new Thread(Write) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Answers the new comment's id when it is durable.</summary>
    public Task<string> AddAsync(string ideaId, BareComment comment)
    {
        var waiting = new Waiting(Guid.CreateVersion7().ToString("n"), ideaId, comment);
        _waiting.Writer.TryWrite(waiting);
        return waiting.Done.Task;
    }

    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _thread.Join();
        _connection.Dispose();
    }

    private void Write()
    {
        using var row = Prepare(
            "INSERT INTO comments VALUES (@id, @idea, @parent, @at)", "@id", "@idea", "@parent", "@at");
        using var text = Prepare("INSERT INTO texts VALUES (@id, @content)", "@id", "@content");
        var group = new List<Waiting>(GroupMax);
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            using (var transaction = _connection.BeginTransaction(deferred: false))
            {
                (row.Transaction, text.Transaction) = (transaction, transaction);
                while (group.Count < GroupMax && _waiting.Reader.TryRead(out var next))
                {
                    Insert(row, text, next);
                    group.Add(next);
                }

                transaction.Commit();
            }

            foreach (var done in group)
                done.Done.SetResult(done.Id);
            group.Clear();
        }
    }

    private static void Insert(SqliteCommand row, SqliteCommand text, Waiting next)
    {
        row.Parameters[0].Value = next.Id;
        row.Parameters[1].Value = next.IdeaId;
        row.Parameters[2].Value = (object?)next.Comment.ParentId ?? DBNull.Value;
        row.Parameters[3].Value = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        row.ExecuteNonQuery();
        text.Parameters[0].Value = next.Id;
        text.Parameters[1].Value = next.Comment.Body;
        text.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, params string[] names)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in names)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed record Waiting(string Id, string IdeaId, BareComment Comment)
    {
        public TaskCompletionSource<string> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
