using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.Tests.EventLog;

/// <summary>A small read model: ideas with their titles and supports, one support per member and idea.</summary>
internal sealed class SupportCounts : IProjection
{
    public const string Schema = """
        CREATE TABLE test_ideas (
            stream TEXT PRIMARY KEY, title TEXT NOT NULL, supports INTEGER NOT NULL, position INTEGER);
        CREATE TABLE test_supports (stream TEXT NOT NULL REFERENCES test_ideas, member TEXT NOT NULL);
        CREATE UNIQUE INDEX test_supports_once ON test_supports (stream, member);
        """;

    public string Name => "support-counts";

    public IReadOnlyList<string> Tables => ["test_ideas", "test_supports"];

    public IEnumerable<Statement> Project(RecordedEvent recorded, ITextSource texts)
    {
        switch (recorded.Event)
        {
            case IdeaPosted posted:
                yield return new(
                    "INSERT INTO test_ideas (stream, title, supports, position) VALUES (@p0, @p1, 0, @p2)",
                    recorded.Stream, texts.Read(posted.Title.Id), recorded.Position);
                break;
            case IdeaEdited edited:
                yield return new(
                    "UPDATE test_ideas SET title = @p1 WHERE stream = @p0",
                    recorded.Stream, texts.Read(edited.Title.Id));
                break;
            case IdeaSupported supported:
                yield return new(
                    "UPDATE test_ideas SET supports = supports + 1 WHERE stream = @p0", recorded.Stream);
                yield return new(
                    "INSERT INTO test_supports (stream, member) VALUES (@p0, @p1)", recorded.Stream, supported.By);
                break;
        }
    }
}
