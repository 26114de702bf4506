using Dapper;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace IdeaStorage.Storage.Search.Sqlite;

/// <summary>
/// Brings the full-text index of ideas and comments up to date with some hundred rows at once, on the writer's thread
/// between two groups: one segment of the index for all of them instead of one a group, and in no acknowledgement's
/// way. The index holds the rows up to the highest in it; those above are durable in <c>idea_search</c>, and a search
/// looks into them by itself. An edit of what the index holds goes into it at once, by a trigger.
/// </summary>
internal sealed class SqliteIndexing(WriterSession session)
{
    /// <summary>
    /// So far the newest row may be above the index, in positions of the log; so there are no more rows to look into,
    /// but for those that one group brings.
    /// </summary>
    public const int BehindMax = 512;

    /// <summary>So many steps of SQLite's machine are done between two looks whether to give up.</summary>
    private const int StepsBetweenLooks = 1_000;

    /// <summary>The highest row in the index, as an expression in SQL.</summary>
    public const string Highest = "(SELECT COALESCE(max(id), 0) FROM idea_search_index_docsize)";

    private const string Places =
        $"SELECT (SELECT COALESCE(max(position), 0) FROM idea_search), {Highest}";

    private const string IndexPending =
        $"""
        INSERT INTO idea_search_index (rowid, title, tags, body, comment, initials)
        SELECT position, title, tags, body, comment, initials FROM idea_search
        WHERE position > {Highest} ORDER BY position
        """;

    // With 1, every word of every row of the table is looked for too: https://www.sqlite.org/fts5.html, 6.6.
    private const string CompareWithRows =
        "INSERT INTO idea_search_index (idea_search_index, rank) VALUES ('integrity-check', 1)";

    private long _newestTried;

    /// <summary>
    /// The index could not be written, on the writer's thread: what listens must return at once. It is tried again
    /// after another <see cref="BehindMax"/> positions.
    /// </summary>
    public event Action<Exception>? Failed;

    /// <summary>
    /// Makes the index anew from all rows, as one segment: a search looks for each of its words in every segment there
    /// is. Words are sorted in 16 MiB before they are written out, otherwise in the 1 MiB that SQLite takes by itself;
    /// what is written out is merged once, at the end.
    /// </summary>
    public static IReadOnlyList<string> Rebuild { get; } =
    [
        .. Configure(sortedBytes: 16 << 20, automerge: 0, crisismerge: 1_999),
        "INSERT INTO idea_search_index (idea_search_index) VALUES ('rebuild')",
        "INSERT INTO idea_search_index (idea_search_index) VALUES ('optimize')",
        .. Configure(sortedBytes: 1 << 20, automerge: 16, crisismerge: 16),
    ];

    /// <summary>
    /// Whether the index holds the words of its rows and no others, once the pending ones are in it. They stay in it.
    /// </summary>
    /// <param name="writer">Of a database that nobody else uses.</param>
    /// <param name="cancellationToken">Gives it up, also in the middle.</param>
    public static async Task<bool> IsWholeAsync(IDatabaseWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            return await writer.WriteAsync(
                (connection, _) => IsWhole((SqliteConnection)connection, cancellationToken), cancellationToken);
        }
        catch (StorageUnavailableException) when (cancellationToken.IsCancellationRequested)
        {
            // Giving it up ends the transaction.
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>On the writer's thread, after those who waited for a commit have learned of it.</summary>
    public void AfterCommit()
    {
        try
        {
            var (newest, highest) = session.Statements.Find(Places, static row => (row.Int64(0), row.Int64(1)));
            // After a failure it is not tried again with every group.
            if (newest - Math.Max(highest, _newestTried) < BehindMax)
                return;
            _newestTried = newest;
            session.Begin();
            session.Statements.Execute(IndexPending);
            session.Commit();
        }
        catch (SqliteException error)
        {
            // A disk that is full or fails: the rows stay above the index, where a search finds them.
            session.Abandon();
            Failed?.Invoke(error);
        }
    }

    /// <summary>
    /// <paramref name="automerge"/>: so many segments of a size are merged step by step (0: none);
    /// <paramref name="crisismerge"/>: so many are merged at once.
    /// </summary>
    private static string[] Configure(int sortedBytes, int automerge, int crisismerge) =>
    [
        $"INSERT INTO idea_search_index (idea_search_index, rank) VALUES ('hashsize', {sortedBytes})",
        $"INSERT INTO idea_search_index (idea_search_index, rank) VALUES ('automerge', {automerge})",
        $"INSERT INTO idea_search_index (idea_search_index, rank) VALUES ('crisismerge', {crisismerge})",
    ];

    private static bool IsWhole(SqliteConnection connection, CancellationToken cancellationToken)
    {
        sqlite3_progress_handler(
            connection.Handle, StepsBetweenLooks, _ => cancellationToken.IsCancellationRequested ? 1 : 0, null);
        try
        {
            connection.Execute(IndexPending);
            connection.Execute(CompareWithRows);
            return true;
        }
        catch (SqliteException error) when (error.SqliteErrorCode == SQLITE_CORRUPT)
        {
            return false;
        }
        finally
        {
            sqlite3_progress_handler(connection.Handle, 0, null, null);
        }
    }
}
