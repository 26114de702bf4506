namespace IdeaStorage.Storage.ReadModels.Ideas;

/// <summary>The statements of <see cref="IdeasProjection"/> on ideas; @p0 is the idea's id, @p1 its version.</summary>
internal static class IdeaSql
{
    /// <summary>
    /// The trending score, after the "hot" order that Reddit published as open source: the decimal logarithm of the
    /// points, plus a point for every thirty days that an idea is younger (there it is half a day): clusters post a few
    /// ideas a week, and what is talked of this month is to stand above what is merely new. It changes only when its
    /// idea changes, so a page of the list can start at a score.
    /// The logarithm goes in steps of a tenth (a quarter more points): the two orders that are kept by the score need
    /// not be rewritten for every comment on a lively idea.
    /// </summary>
    private static string Hot(string points, string createdAt = "created_at") =>
        $"floor(10 * log10(CASE WHEN {points} > 1 THEN {points} ELSE 1 END)) / 10 "
        + $"+ CAST({createdAt} AS double precision) / 2592000000.0";

    private static readonly string s_hotNow = Hot("support_total + 2 * comments");

    /// <summary>Follows a change of supports or comments.</summary>
    public static readonly string Reheat = $"UPDATE ideas SET hot = {s_hotNow} WHERE id = @p0 AND hot <> {s_hotNow}";

    public static readonly string Insert =
        $"""
        INSERT INTO ideas (
            id, position, cluster_id, author_id, title_id, body_id, tags, stage, visibility, is_public, supports,
            imported_support, support_total, comments, followers, created_at, active_at, revision, version, hot)
        VALUES (
            @p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, 'Visible', CASE WHEN @p7 = 'Draft' THEN 0 ELSE 1 END, 0,
            @p8, @p8, 0, 0, @p9, @p9, 1, @p10,
            {Hot("@p8", "@p9")})
        """;

    public const string InsertTag = "INSERT INTO idea_tags (tag, idea_id) VALUES (@p0, @p1)";

    public const string DeleteTags = "DELETE FROM idea_tags WHERE idea_id = @p0";

    public const string KeepVersion =
        """
        INSERT INTO idea_versions (idea_id, revision, title_id, body_id, tags, by_id, at)
        SELECT id, revision, title_id, body_id, tags, COALESCE(edited_by, author_id), COALESCE(edited_at, created_at)
        FROM ideas WHERE id = @p0
        """;

    public const string Edit =
        """
        UPDATE ideas
        SET version = @p1, title_id = @p2, body_id = @p3, tags = @p4, revision = revision + 1, edited_at = @p5,
            active_at = @p5, edited_by = @p6
        WHERE id = @p0
        """;

    public const string Touch = "UPDATE ideas SET version = @p1, active_at = @p2 WHERE id = @p0";

    public const string InsertSupport = "INSERT INTO supports (idea_id, member_id, at) VALUES (@p0, @p1, @p2)";

    public const string DeleteSupport = "DELETE FROM supports WHERE idea_id = @p0 AND member_id = @p1";

    public const string AddSupport =
        """
        UPDATE ideas
        SET version = @p1, supports = supports + @p2, support_total = support_total + @p2
        WHERE id = @p0
        """;

    public const string InsertFollow = "INSERT INTO follows (idea_id, member_id, at) VALUES (@p0, @p1, @p2)";

    public const string DeleteFollow = "DELETE FROM follows WHERE idea_id = @p0 AND member_id = @p1";

    public const string AddFollower = "UPDATE ideas SET version = @p1, followers = followers + @p2 WHERE id = @p0";

    public const string InsertStageChange =
        """
        INSERT INTO idea_stage_changes (idea_id, version, from_stage, to_stage, reason_id, by_id, at)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)
        """;

    public const string InsertParticipant =
        "INSERT INTO idea_participants (idea_id, organisation_id, since) VALUES (@p0, @p1, @p2)";

    public const string DeleteParticipant =
        "DELETE FROM idea_participants WHERE idea_id = @p0 AND organisation_id = @p1";

    public const string SetStage =
        """
        UPDATE ideas
        SET version = @p1, stage = @p2,
            is_public = CASE WHEN @p2 <> 'Draft' AND visibility = 'Visible' THEN 1 ELSE 0 END
        WHERE id = @p0
        """;

    public const string SetMergedInto = "UPDATE ideas SET version = @p1, merged_into = @p2 WHERE id = @p0";

    public const string SetVisibility =
        """
        UPDATE ideas
        SET version = @p1, visibility = @p2,
            is_public = CASE WHEN stage <> 'Draft' AND @p2 = 'Visible' THEN 1 ELSE 0 END
        WHERE id = @p0
        """;

    /// <summary>Counts the idea (@p1 = 1) or takes it from the count (@p1 = -1), if everyone may see it.</summary>
    public const string CountInCluster =
        """
        INSERT INTO cluster_ideas (cluster_id, ideas)
        SELECT cluster_id, SUM(@p1) FROM ideas WHERE id = @p0 AND is_public = 1 GROUP BY cluster_id
        ON CONFLICT (cluster_id) DO UPDATE SET ideas = cluster_ideas.ideas + excluded.ideas
        """;

    /// <summary>Adds another part's count.</summary>
    public const string AddToCount =
        """
        INSERT INTO cluster_ideas (cluster_id, ideas) VALUES (@p0, @p1)
        ON CONFLICT (cluster_id) DO UPDATE SET ideas = cluster_ideas.ideas + excluded.ideas
        """;
}
