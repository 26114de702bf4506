using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>
/// Copies the write-ahead log into the database file on a thread and a connection of its own, while commits go on. The
/// writer copies only the few pages that were committed meanwhile, after which SQLite begins the log anew. Source:
/// https://www.sqlite.org/wal.html#ckpt.
/// </summary>
/// <remarks>
/// Nothing depends on it: what it does not do in time, the writer does at its own limit
/// (<see cref="WriterLimitPages"/>).
/// </remarks>
internal sealed class Checkpoints : IDisposable
{
    /// <summary>
    /// 96 MiB between checkpoints: a page that many commits change is copied once for all of them.
    /// </summary>
    public const int IntervalPages = 24_576;

    /// <summary>192 MiB, after which the writer makes a checkpoint itself. After a crash that much is read.</summary>
    public const int WriterLimitPages = 2 * IntervalPages;

    private const int RoundsMax = 4;
    private const string Passive = "PRAGMA wal_checkpoint(PASSIVE)";

    /// <summary>SQLITE_DBSTATUS_CACHE_WRITE: pages that a connection wrote, here to the log.</summary>
    private const int PagesWritten = 9;

    private readonly SqliteConnection _writer;
    private readonly SqliteConnection _own;
    private readonly int _intervalPages;
    private readonly AutoResetEvent _due = new(false);
    private readonly Thread _thread;
    private volatile bool _isClosed;
    private volatile bool _isCopied;
    private bool _isAtWork;
    private int _writtenBefore;

    /// <param name="writer">The writer's connection.</param>
    /// <param name="own">An open one, for this alone.</param>
    /// <param name="intervalPages">Pages written to the log between two checkpoints.</param>
    public Checkpoints(SqliteConnection writer, SqliteConnection own, int intervalPages = IntervalPages)
    {
        (_writer, _own, _intervalPages) = (writer, own, intervalPages);
        _thread = new Thread(Run) { IsBackground = true, Name = "checkpoints" };
        _thread.UnsafeStart();
    }

    /// <summary>On the writer's thread, after each commit.</summary>
    public void AfterCommit()
    {
        if (_isAtWork)
        {
            if (_isCopied)
                Finish();
            return;
        }

        if (PagesSince() < _intervalPages)
            return;
        _isAtWork = true;
        _due.Set();
    }

    public void Dispose()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        _due.Set();
        _thread.Join();
        _own.Dispose();
        _due.Dispose();
    }

    /// <summary>Pages that the writer wrote to the log since the last checkpoint.</summary>
    private int PagesSince()
    {
        _ = sqlite3_db_status(_writer.Handle, PagesWritten, out var written, out _, 0);
        return written - _writtenBefore;
    }

    private void Finish()
    {
        // Readers of an older state may keep the log from beginning anew; then the next checkpoint finds more to do.
        Copy(_writer);
        _writtenBefore += PagesSince();
        (_isCopied, _isAtWork) = (false, false);
    }

    private void Run()
    {
        while (_due.WaitOne() && !_isClosed)
        {
            // Each round is left what was committed during the one before.
            for (var round = 0; round < RoundsMax && !_isClosed; round++)
                Copy(_own);
            _isCopied = true;
        }
    }

    private static void Copy(SqliteConnection connection)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = Passive;
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // A disk that is full or fails: the log keeps everything, and the writer's own checkpoint will say so.
        }
    }
}
