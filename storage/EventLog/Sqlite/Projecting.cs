using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.EventLog.Sqlite;

/// <summary>Runs the statements of projections for an append, one of a group.</summary>
internal static class Projecting
{
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
}
