namespace IdeaStorage.Storage.ReadModels.Ideas;

/// <summary>
/// The statements of <see cref="IdeasProjection"/> on comments. An idea counts the comments that everyone may see.
/// </summary>
internal static class CommentSql
{
    private const string Columns =
        """
        INSERT INTO comments (
            idea_id, path, id, position, parent_id, depth, author_id, body_id, visibility, created_at, revision)
        """;

    public const string Insert =
        $"""
        {Columns}
        VALUES (@p0, @p1, @p2, @p3, NULL, @p4, @p5, @p6, 'Visible', @p7, 1)
        """;

    public const string InsertBelow =
        $"""
        {Columns}
        SELECT @p0, path || @p1, @p2, @p3, id, @p4, @p5, @p6, 'Visible', @p7, 1 FROM comments WHERE id = @p8
        """;

    public const string Count =
        """
        UPDATE ideas
        SET version = @p1, active_at = CASE WHEN @p2 > active_at THEN @p2 ELSE active_at END, comments = comments + 1,
            is_answered = 1
        WHERE id = @p0
        """;

    public const string SetVisibility = "UPDATE comments SET visibility = @p1 WHERE id = @p0";

    /// <summary>Counts anew, because what the comment's visibility was before is not in the event.</summary>
    public const string Recount =
        """
        UPDATE ideas
        SET version = @p1,
            comments = (SELECT COUNT(*) FROM comments WHERE idea_id = @p0 AND visibility = 'Visible'),
            is_answered = CASE
                WHEN EXISTS (SELECT 1 FROM comments WHERE idea_id = @p0 AND visibility = 'Visible') THEN 1 ELSE 0 END
        WHERE id = @p0
        """;

    public const string KeepVersion =
        """
        INSERT INTO comment_versions (comment_id, revision, body_id, by_id, at)
        SELECT id, revision, body_id, COALESCE(edited_by, author_id), COALESCE(edited_at, created_at)
        FROM comments WHERE id = @p0
        """;

    public const string Edit =
        """
        UPDATE comments SET body_id = @p1, revision = revision + 1, edited_at = @p2, edited_by = @p3 WHERE id = @p0
        """;
}
