using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.Search.Postgres;

/// <summary>
/// Keeps the full-text index. A row is named by the position of the event that made its idea, comment or organisation.
/// </summary>
internal sealed class PostgresSearchProjection : IProjection
{
    private const string InsertIdea =
        """
        INSERT INTO idea_search (position, idea_id, hidden, words) VALUES (@p0, @p1, 0, tsvector(@p2))
        """;

    private const string UpdateIdea =
        """
        UPDATE idea_search SET words = tsvector(@p1)
        WHERE position = (SELECT position FROM ideas WHERE id = @p0)
        """;

    private const string UpdateComment =
        """
        UPDATE idea_search SET words = tsvector(@p1)
        WHERE position = (SELECT position FROM comments WHERE id = @p0)
        """;

    /// <summary>What everyone may not read, nobody finds.</summary>
    private const string HideComment =
        "UPDATE idea_search SET hidden = @p1 WHERE position = (SELECT position FROM comments WHERE id = @p0)";

    private const string InsertOrganisation =
        """
        INSERT INTO organisation_search (position, organisation_id, words) VALUES (@p0, @p1, tsvector(@p2))
        """;

    private const string UpdateOrganisation =
        """
        UPDATE organisation_search SET words = tsvector(@p1)
        WHERE position = (SELECT position FROM organisations WHERE id = @p0)
        """;

    public string Name => "search";

    public bool IsPerStream => true;

    public IReadOnlyList<string> Tables { get; } = ["idea_search", "organisation_search"];

    public IEnumerable<Statement> Project(RecordedEvent recorded, ITextSource texts) => recorded.Event switch
    {
        IdeaPosted e =>
            [new(InsertIdea, recorded.Position, e.IdeaId, Idea(e.Title.Id, e.Tags, e.Body.Id, texts))],
        IdeaImported e =>
            [new(InsertIdea, recorded.Position, e.IdeaId, Idea(e.Title.Id, e.Tags, e.Body.Id, texts))],
        IdeaEdited e => [new(UpdateIdea, recorded.AggregateId(), Idea(e.Title.Id, e.Tags, e.Body.Id, texts))],
        CommentPosted e => [new(InsertIdea, recorded.Position, recorded.AggregateId(), Comment(e.Body.Id, texts))],
        CommentImported e => [new(InsertIdea, recorded.Position, recorded.AggregateId(), Comment(e.Body.Id, texts))],
        CommentEdited e => [new(UpdateComment, e.CommentId, Comment(e.Body.Id, texts))],
        VisibilityChanged { CommentId: { } id } e => [new(HideComment, id, e.Visibility == Visibility.Visible ? 0 : 1)],
        OrganisationRegistered e =>
        [
            new(
                InsertOrganisation, recorded.Position, e.OrganisationId,
                Organisation(texts.Read(e.Name.Id), e.Details, texts)),
        ],
        OrganisationChanged e =>
        [
            new(
                UpdateOrganisation, recorded.AggregateId(),
                Organisation(texts.Read(e.Name.Id), e.Details, texts)),
        ],
        _ => [],
    };

    private static string Idea(string titleId, IEnumerable<string> tags, string bodyId, ITextSource texts) =>
        new PostgresWords()
            .Add(texts.ReadIndexed(titleId), 'A')
            .Add(Tags(tags), 'B')
            .Add(KoreanAnalyser.IndexedInitials(texts.Read(titleId)), 'B')
            .Add(texts.ReadIndexed(bodyId), 'C')
            .ToString();

    private static string Comment(string bodyId, ITextSource texts) =>
        new PostgresWords().Add(texts.ReadIndexed(bodyId), 'D').ToString();

    private static string Organisation(string name, OrganisationDetails details, ITextSource texts) =>
        new PostgresWords()
            .Add(KoreanAnalyser.Indexed(name), 'A')
            .Add(Tags(details.Industries.Concat(details.Tags)), 'B')
            .Add(KoreanAnalyser.IndexedInitials(name), 'B')
            .Add(Prose(details.Products?.Id, texts), 'C')
            .Add(Prose(details.Offers?.Id, texts), 'D')
            .Add(Prose(details.Needs?.Id, texts), 'D')
            .ToString();

    private static string Prose(string? textId, ITextSource texts) =>
        textId is null ? "" : texts.ReadIndexed(textId);

    private static string Tags(IEnumerable<string> tags) => KoreanAnalyser.Indexed(string.Join(' ', tags));
}
