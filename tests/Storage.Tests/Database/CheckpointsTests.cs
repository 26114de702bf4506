using System.Buffers.Binary;
using System.Diagnostics;
using IdeaStorage.Storage.Database.Sqlite;
using Microsoft.Data.Sqlite;

namespace IdeaStorage.Storage.Tests.Database;

public sealed class CheckpointsTests : IDisposable
{
    private const int IntervalPages = 50;
    private const int SaltAt = 16;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly SqliteConnection _writer;

    public CheckpointsTests()
    {
        _path = Path.Combine(_folder.Path, "log.db");
        _writer = Open();
        SqlitePragmas.ApplyToWriter(_writer);
        Execute("PRAGMA wal_autocheckpoint = 0");
        Execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY, word TEXT NOT NULL)");
    }

    [Fact]
    public void Checkpoints_WhileTheWriterGoesOn_HaveTheLogBegunAnewAndLoseNothing()
    {
        using var checkpoints = new Checkpoints(_writer, Open(), IntervalPages);
        var first = LogSalt();
        var clock = Stopwatch.StartNew();
        var written = 0;
        while (LogSalt() == first && clock.Elapsed < Deadline)
        {
            Execute($"INSERT INTO numbers (word) VALUES ('{new string('w', 2_000)}')");
            written++;
            checkpoints.AfterCommit();
        }

        Assert.NotEqual(first, LogSalt());
        using var reader = Open();
        using var count = reader.CreateCommand();
        count.CommandText = "SELECT count(*) FROM numbers";
        Assert.Equal((long)written, count.ExecuteScalar());
    }

    [Fact]
    public void Checkpoints_BeforeTheIntervalIsFull_LeaveTheLogAlone()
    {
        using var checkpoints = new Checkpoints(_writer, Open(), int.MaxValue);
        var first = LogSalt();
        for (var i = 0; i < 2 * IntervalPages; i++)
        {
            Execute("INSERT INTO numbers (word) VALUES ('word')");
            checkpoints.AfterCommit();
        }

        Assert.Equal(first, LogSalt());
    }

    public void Dispose()
    {
        _writer.Dispose();
        _folder.Dispose();
    }

    /// <summary>Drawn anew whenever the log begins anew (https://www.sqlite.org/fileformat2.html#walformat).</summary>
    private ulong LogSalt()
    {
        using var log = new FileStream(_path + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> salt = stackalloc byte[sizeof(ulong)];
        log.Position = SaltAt;
        log.ReadExactly(salt);
        return BinaryPrimitives.ReadUInt64BigEndian(salt);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={_path};Pooling=false");
        connection.Open();
        return connection;
    }

    private void Execute(string sql)
    {
        using var command = _writer.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
