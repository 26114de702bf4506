using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.Search.Sqlite;

/// <summary>
/// Keeps what a search finds. A row is named by the position of the event that made its idea, comment or organisation.
/// Of ideas and comments the full-text index follows later, see <see cref="SqliteIndexing"/>.
/// </summary>
internal sealed class SqliteSearchProjection : IProjection
{
    private const string InsertIdea =
        """
        INSERT INTO idea_search (position, idea_id, hidden, title, tags, body, comment, initials)
        VALUES (@p0, @p1, 0, @p2, @p3, @p4, '', @p5)
        """;

    private const string UpdateIdea =
        """
        UPDATE idea_search SET title = @p1, tags = @p2, body = @p3, initials = @p4
        WHERE position = (SELECT position FROM ideas WHERE id = @p0)
        """;

    private const string InsertComment =
        """
        INSERT INTO idea_search (position, idea_id, hidden, title, tags, body, comment, initials)
        VALUES (@p0, @p1, 0, '', '', '', @p2, '')
        """;

    private const string UpdateComment =
        "UPDATE idea_search SET comment = @p1 WHERE position = (SELECT position FROM comments WHERE id = @p0)";

    /// <summary>What everyone may not read, nobody finds.</summary>
    private const string HideComment =
        "UPDATE idea_search SET hidden = @p1 WHERE position = (SELECT position FROM comments WHERE id = @p0)";

    private const string InsertOrganisation =
        """
        INSERT INTO organisation_search (rowid, organisation_id, name, tags, products, offers, needs, initials)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)
        """;

    private const string UpdateOrganisation =
        """
        UPDATE organisation_search SET name = @p1, tags = @p2, products = @p3, offers = @p4, needs = @p5, initials = @p6
        WHERE rowid = (SELECT position FROM organisations WHERE id = @p0)
        """;

    public string Name => "search";

    public bool IsPerStream => true;

    public IReadOnlyList<string> Tables { get; } = ["idea_search", "organisation_search"];

    public IReadOnlyList<string> AfterRebuild => SqliteIndexing.Rebuild;

    public IEnumerable<Statement> Project(RecordedEvent recorded, ITextSource texts) => recorded.Event switch
    {
        IdeaPosted e => [Idea(recorded.Position, e.IdeaId, e.Title.Id, e.Body.Id, e.Tags, texts)],
        IdeaImported e => [Idea(recorded.Position, e.IdeaId, e.Title.Id, e.Body.Id, e.Tags, texts)],
        IdeaEdited e =>
        [
            new(
                UpdateIdea, recorded.AggregateId(), texts.ReadIndexed(e.Title.Id), Tags(e.Tags),
                texts.ReadIndexed(e.Body.Id), KoreanAnalyser.IndexedInitials(texts.Read(e.Title.Id))),
        ],
        CommentPosted e => [Comment(recorded, texts.ReadIndexed(e.Body.Id))],
        CommentImported e => [Comment(recorded, texts.ReadIndexed(e.Body.Id))],
        CommentEdited e => [new(UpdateComment, e.CommentId, texts.ReadIndexed(e.Body.Id))],
        VisibilityChanged { CommentId: { } id } e => [new(HideComment, id, e.Visibility == Visibility.Visible ? 0 : 1)],
        OrganisationRegistered e =>
        [
            new(
                InsertOrganisation,
                [recorded.Position, e.OrganisationId, .. Organisation(texts.Read(e.Name.Id), e.Details, texts)]),
        ],
        OrganisationChanged e =>
        [
            new(
                UpdateOrganisation,
                [recorded.AggregateId(), .. Organisation(texts.Read(e.Name.Id), e.Details, texts)]),
        ],
        _ => [],
    };

    private static Statement Idea(
        long position, string id, string titleId, string bodyId, IEnumerable<string> tags, ITextSource texts) => new(
        InsertIdea, position, id, texts.ReadIndexed(titleId), Tags(tags), texts.ReadIndexed(bodyId),
        KoreanAnalyser.IndexedInitials(texts.Read(titleId)));

    private static Statement Comment(RecordedEvent recorded, string indexed) =>
        new(InsertComment, recorded.Position, recorded.AggregateId(), indexed);

    private static object?[] Organisation(string name, OrganisationDetails details, ITextSource texts) =>
    [
        KoreanAnalyser.Indexed(name), Tags(details.Industries.Concat(details.Tags)), Prose(details.Products?.Id, texts),
        Prose(details.Offers?.Id, texts), Prose(details.Needs?.Id, texts), KoreanAnalyser.IndexedInitials(name),
    ];

    private static string Prose(string? textId, ITextSource texts) =>
        textId is null ? "" : texts.ReadIndexed(textId);

    private static string Tags(IEnumerable<string> tags) => KoreanAnalyser.Indexed(string.Join(' ', tags));
}
