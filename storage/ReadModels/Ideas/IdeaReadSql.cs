namespace IdeaStorage.Storage.ReadModels.Ideas;

/// <summary>The texts of <see cref="IdeaQueries"/>.</summary>
internal static class IdeaReadSql
{
    public const string ItemColumns =
        """
        i.id, i.cluster_id, i.author_id, i.tags, i.stage, i.visibility, i.supports, i.imported_support, i.support_total,
        i.comments, i.followers, i.created_at, i.active_at, i.edited_at, i.version,
        COALESCE(t.content, '') AS title, COALESCE(p.display_name, '') AS author_name,
        COALESCE(cn.content, '') AS cluster_name, m.organisation_id, orgn.content AS organisation_name,
        EXISTS (SELECT 1 FROM supports s WHERE s.idea_id = i.id AND s.member_id = @viewer) AS is_supported,
        EXISTS (SELECT 1 FROM follows f WHERE f.idea_id = i.id AND f.member_id = @viewer) AS is_followed
        """;

    public const string ItemJoins =
        """
        LEFT JOIN texts t ON t.id = i.title_id
        LEFT JOIN texts b ON b.id = i.body_id
        LEFT JOIN clusters c ON c.id = i.cluster_id
        LEFT JOIN texts cn ON cn.id = c.name_id
        LEFT JOIN profiles p ON p.member_id = i.author_id
        LEFT JOIN members m ON m.id = i.author_id
        LEFT JOIN organisations org ON org.id = m.organisation_id
        LEFT JOIN texts orgn ON orgn.id = org.name_id
        """;

    /// <summary>One comment, whose idea the viewer was found to see.</summary>
    public const string Comment = $"{CommentColumns} WHERE c.id = @id";

    public const string Comments =
        $"""
        {CommentColumns}
        WHERE c.idea_id = @id AND c.path > @path
        ORDER BY c.path
        LIMIT @take
        """;

    private const string CommentColumns =
        """
        SELECT c.id, c.path, c.parent_id, c.depth, c.author_id, c.visibility, c.created_at, c.revision, c.edited_at,
            COALESCE(b.content, '') AS body, COALESCE(p.display_name, '') AS author_name, m.organisation_id,
            orgn.content AS organisation_name
        FROM comments c
        LEFT JOIN texts b ON b.id = c.body_id
        LEFT JOIN profiles p ON p.member_id = c.author_id
        LEFT JOIN members m ON m.id = c.author_id
        LEFT JOIN organisations org ON org.id = m.organisation_id
        LEFT JOIN texts orgn ON orgn.id = org.name_id
        """;

    public const string StageChanges =
        """
        SELECT s.from_stage, s.to_stage, s.by_id, s.at, COALESCE(t.content, '') AS reason,
            COALESCE(p.display_name, '') AS by_name
        FROM idea_stage_changes s
        LEFT JOIN texts t ON t.id = s.reason_id
        LEFT JOIN profiles p ON p.member_id = s.by_id
        WHERE s.idea_id = @id
        ORDER BY s.version
        """;

    public const string Participants =
        """
        SELECT p.organisation_id AS id, COALESCE(n.content, '') AS name, p.since
        FROM idea_participants p
        LEFT JOIN organisations o ON o.id = p.organisation_id
        LEFT JOIN texts n ON n.id = o.name_id
        WHERE p.idea_id = @id
        ORDER BY COALESCE(o.name_key, ''), p.organisation_id
        """;

    public const string NamesVersion = "COALESCE((SELECT position FROM names_version), 0) AS names_version";

    public const string Stamp = $"SELECT version, is_public, {NamesVersion} FROM ideas WHERE id = @p0";

    public static string Detail(Viewer viewer) =>
        $"""
        SELECT {ItemColumns}, COALESCE(b.content, '') AS body, i.revision, i.merged_into, {NamesVersion}
        FROM ideas i
        {ItemJoins}
        WHERE i.id = @id AND {IdeaVisibility.Condition(viewer)}
        """;

    public static string Place(Viewer viewer) =>
        $"""
        SELECT i.cluster_id, i.id AS idea_id, i.author_id FROM ideas i
        WHERE i.id = @id AND {IdeaVisibility.Condition(viewer)}
        """;

    public static string CommentPlace(Viewer viewer) =>
        $"""
        SELECT i.cluster_id, i.id AS idea_id, c.id AS comment_id, c.author_id
        FROM comments c JOIN ideas i ON i.id = c.idea_id
        WHERE c.id = @id AND {IdeaVisibility.Condition(viewer)}
        """;

    public static string Versions(Viewer viewer) =>
        $"""
        SELECT v.revision, v.tags, v.by_id, v.at, COALESCE(t.content, '') AS title, COALESCE(b.content, '') AS body,
            COALESCE(p.display_name, '') AS by_name
        FROM ideas i
        JOIN (
            SELECT idea_id, revision, title_id, body_id, tags, by_id, at FROM idea_versions WHERE idea_id = @id
            UNION ALL
            SELECT id, revision, title_id, body_id, tags, COALESCE(edited_by, author_id),
                COALESCE(edited_at, created_at)
            FROM ideas WHERE id = @id
        ) v ON v.idea_id = i.id
        LEFT JOIN texts t ON t.id = v.title_id
        LEFT JOIN texts b ON b.id = v.body_id
        LEFT JOIN profiles p ON p.member_id = v.by_id
        WHERE i.id = @id AND {IdeaVisibility.Condition(viewer)}
        ORDER BY v.revision DESC
        """;

    public static string CommentVersions(Viewer viewer) =>
        $"""
        SELECT v.revision, v.by_id, v.at, COALESCE(b.content, '') AS body, COALESCE(p.display_name, '') AS by_name
        FROM comments c
        JOIN ideas i ON i.id = c.idea_id
        JOIN (
            SELECT comment_id, revision, body_id, by_id, at FROM comment_versions WHERE comment_id = @id
            UNION ALL
            SELECT id, revision, body_id, COALESCE(edited_by, author_id), COALESCE(edited_at, created_at)
            FROM comments WHERE id = @id
        ) v ON v.comment_id = c.id
        LEFT JOIN texts b ON b.id = v.body_id
        LEFT JOIN profiles p ON p.member_id = v.by_id
        WHERE c.id = @id AND {IdeaVisibility.Condition(viewer)} AND {IdeaVisibility.CommentCondition(viewer)}
        ORDER BY v.revision DESC
        """;
}
