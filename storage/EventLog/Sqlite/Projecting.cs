using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.EventLog.Sqlite;

/// <summary>Runs the statements of projections; the same for an append and for a rebuild.</summary>
internal static class Projecting
{
    public static void Run(
        SqliteStatements statements, IReadOnlyList<IProjection> projections, RecordedEvent recorded, ITextSource texts)
    {
        foreach (var projection in projections)
        {
            foreach (var statement in projection.Project(recorded, texts))
                statements.Execute(statement.Sql, statement.Parameters);
        }
    }
}
