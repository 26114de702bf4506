using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.EventLog.Sqlite;

/// <summary>Runs the statements of projections; the same ones for an append and for a rebuild.</summary>
internal static class Projecting
{
    /// <summary>For an append, one of a group.</summary>
    public static void Append(
        WriterSession session, IReadOnlyList<IProjection> projections, RecordedEvent recorded, ITextSource texts)
    {
        foreach (var projection in projections)
        {
            foreach (var statement in projection.Project(recorded, texts))
            {
                if (projection.RunsAtCommit)
                    session.RunAtCommit(statement);
                else
                    session.Statements.Execute(statement.Sql, statement.Parameters);
            }
        }
    }

    /// <summary>For a rebuild, which is alone in its transaction: everything at once.</summary>
    public static void Replay(
        SqliteStatements statements, IReadOnlyList<IProjection> projections, RecordedEvent recorded, ITextSource texts)
    {
        foreach (var projection in projections)
        {
            foreach (var statement in projection.Project(recorded, texts))
                statements.Execute(statement.Sql, statement.Parameters);
        }
    }
}
