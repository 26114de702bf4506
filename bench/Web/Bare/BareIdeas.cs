using Dapper;
using Microsoft.Data.Sqlite;

namespace IdeaStorage.Bench.Web.Bare;

/// <summary>An idea as the API answers it.</summary>
public sealed class BareIdea
{
    public string Id { get; set; } = "";
    public string ClusterId { get; set; } = "";
    public string ClusterName { get; set; } = "";
    public string AuthorId { get; set; } = "";
    public string AuthorName { get; set; } = "";
    public string? OrganisationId { get; set; }
    public string? OrganisationName { get; set; }
    public string Title { get; set; } = "";
    public string Body { get; set; } = "";
    public string Tags { get; set; } = "";
    public string Stage { get; set; } = "";
    public string Visibility { get; set; } = "";
    public int Supports { get; set; }
    public int ImportedSupport { get; set; }
    public int SupportTotal { get; set; }
    public int CommentCount { get; set; }
    public int Followers { get; set; }
    public bool IsSupported { get; set; }
    public bool IsFollowed { get; set; }
    public long CreatedAt { get; set; }
    public long? EditedAt { get; set; }
    public int Revision { get; set; }
    public long Version { get; set; }
    public List<BareCommentRow> Comments { get; set; } = [];
}

/// <summary>A comment as the API answers it.</summary>
public sealed class BareCommentRow
{
    public string Id { get; set; } = "";
    public string? ParentId { get; set; }
    public int Depth { get; set; }
    public string AuthorId { get; set; } = "";
    public string AuthorName { get; set; } = "";
    public string? OrganisationId { get; set; }
    public string? OrganisationName { get; set; }
    public string Body { get; set; } = "";
    public string Visibility { get; set; } = "";
    public long CreatedAt { get; set; }
    public int Revision { get; set; }
    public long? EditedAt { get; set; }
}

/// <summary>
/// An idea with its comments in two statements through Dapper, as one writes it without further thought.
/// </summary>
internal sealed class BareIdeas(string database)
{
    private const string Sql =
        """
        SELECT i.id, i.cluster_id, i.author_id, i.tags, i.stage, i.visibility, i.supports, i.imported_support,
            i.support_total, i.comments AS comment_count, i.followers, i.created_at, i.edited_at, i.revision, i.version,
            COALESCE(t.content, '') AS title, COALESCE(b.content, '') AS body,
            COALESCE(p.display_name, '') AS author_name, COALESCE(cn.content, '') AS cluster_name, m.organisation_id,
            orgn.content AS organisation_name,
            EXISTS (SELECT 1 FROM supports s WHERE s.idea_id = i.id AND s.member_id = @viewer) AS is_supported,
            EXISTS (SELECT 1 FROM follows f WHERE f.idea_id = i.id AND f.member_id = @viewer) AS is_followed
        FROM ideas i
        LEFT JOIN texts t ON t.id = i.title_id
        LEFT JOIN texts b ON b.id = i.body_id
        LEFT JOIN clusters c ON c.id = i.cluster_id
        LEFT JOIN texts cn ON cn.id = c.name_id
        LEFT JOIN profiles p ON p.member_id = i.author_id
        LEFT JOIN members m ON m.id = i.author_id
        LEFT JOIN organisations org ON org.id = m.organisation_id
        LEFT JOIN texts orgn ON orgn.id = org.name_id
        WHERE i.id = @id;
        SELECT c.id, c.parent_id, c.depth, c.author_id, c.visibility, c.created_at, c.revision, c.edited_at,
            COALESCE(b.content, '') AS body, COALESCE(p.display_name, '') AS author_name, m.organisation_id,
            orgn.content AS organisation_name
        FROM comments c
        LEFT JOIN texts b ON b.id = c.body_id
        LEFT JOIN profiles p ON p.member_id = c.author_id
        LEFT JOIN members m ON m.id = c.author_id
        LEFT JOIN organisations org ON org.id = m.organisation_id
        LEFT JOIN texts orgn ON orgn.id = org.name_id
        WHERE c.idea_id = @id ORDER BY c.path LIMIT 201
        """;

    private readonly string _connection = $"Data Source={database};Mode=ReadOnly";

    static BareIdeas() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public async Task<BareIdea?> FindAsync(string id)
    {
        await using var connection = new SqliteConnection(_connection);
        await using var rows = await connection.QueryMultipleAsync(Sql, new { id, viewer = "nobody" });
        if (await rows.ReadFirstOrDefaultAsync<BareIdea>() is not { } idea)
            return null;
        idea.Comments = (await rows.ReadAsync<BareCommentRow>()).AsList();
        return idea;
    }
}
