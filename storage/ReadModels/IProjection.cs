using System.Collections.ObjectModel;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Search;

namespace IdeaStorage.Storage.ReadModels;

/// <summary>
/// Keeps one read model: plain tables that follow from the log alone. Its statements run in the transaction of the
/// append, so a member sees their own write at once, and again in a rebuild.
/// </summary>
public interface IProjection
{
    /// <summary>A stable name: <c>ideas</c>. The rebuild command takes it.</summary>
    string Name { get; }

    /// <summary>The tables that it owns; a rebuild fills them anew.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>
    /// Whether each of its statements reads and changes rows of the event's own stream only, or adds to a count that
    /// none of them reads. Then those of several streams may change places: where it is quicker, the database runs the
    /// likes among them together.
    /// </summary>
    bool IsPerStream => false;

    /// <summary>
    /// A rebuild replays stream after stream, and each row must follow from the events of one stream alone. Tables
    /// whose rows several streams make (counts) are named here, with the statement that adds such a row, its columns
    /// as parameters, to what other streams made of it; in which order must not matter.
    /// </summary>
    IReadOnlyDictionary<string, string> SharedRows => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Run when a rebuild has all rows: columns that follow from rows of other streams.</summary>
    IReadOnlyList<string> AfterRebuild => [];

    /// <summary>
    /// The statements that bring the tables up to date with one event. Pure: all that it may ask for is the texts that
    /// the event names.
    /// </summary>
    IEnumerable<Statement> Project(RecordedEvent recorded, ITextSource texts);
}

/// <summary>How the statements of projections are sent.</summary>
internal static class ProjectionStatements
{
    public static void Send(
        this IStatements statements, IReadOnlyList<IProjection> projections, RecordedEvent recorded, ITextSource texts)
    {
        foreach (var projection in projections)
        {
            foreach (var statement in projection.Project(recorded, texts))
            {
                if (projection.IsPerStream)
                    statements.SendOf(recorded.Stream, statement.Sql, statement.Parameters);
                else
                    statements.Send(statement.Sql, statement.Parameters);
            }
        }
    }
}

/// <summary>One SQL statement with its parameters, by position: <c>@p0</c>, <c>@p1</c>, …</summary>
/// <param name="Sql">A constant, so that it is prepared once.</param>
/// <param name="Parameters">Strings, numbers, null; times as Unix milliseconds.</param>
public readonly record struct Statement(string Sql, params object?[] Parameters);

/// <summary>The texts of the append that is being written, or of the table <c>texts</c> in a rebuild.</summary>
public interface ITextSource
{
    /// <summary>The content; empty if it was erased.</summary>
    string Read(string textId);

    /// <summary>The content as the search index takes it. An append has it made before the writer's turn.</summary>
    string ReadIndexed(string textId) => KoreanAnalyser.Indexed(Read(textId));
}
