namespace IdeaStorage.Storage.ReadModels.Ideas;

/// <summary>Who sees an idea, as a condition on <c>ideas i</c> with <c>@viewer</c> and <c>@coordinated</c>.</summary>
internal static class IdeaVisibility
{
    /// <summary>
    /// Everyone sees public ideas, an author all of their own; coordinators of the cluster and operators see hidden
    /// and removed ones too, but nobody else's drafts.
    /// </summary>
    public static string Condition(Viewer viewer)
    {
        if (viewer.MemberId is null)
            return "i.is_public = 1";
        if (viewer.IsOperator)
            return "(i.is_public = 1 OR i.author_id = @viewer OR i.stage <> 'Draft')";
        return viewer.CoordinatedClusters.IsDefaultOrEmpty
            ? "(i.is_public = 1 OR i.author_id = @viewer)"
            : "(i.is_public = 1 OR i.author_id = @viewer OR (i.stage <> 'Draft' AND i.cluster_id IN @coordinated))";
    }

    /// <summary>
    /// Whose text of a comment <c>c</c> the viewer reads: a hidden one is its author's and moderators'.
    /// </summary>
    public static string CommentCondition(Viewer viewer)
    {
        if (viewer.MemberId is null)
            return "c.visibility = 'Visible'";
        if (viewer.IsOperator)
            return "1 = 1";
        return viewer.CoordinatedClusters.IsDefaultOrEmpty
            ? "(c.visibility = 'Visible' OR c.author_id = @viewer)"
            : "(c.visibility = 'Visible' OR c.author_id = @viewer OR i.cluster_id IN @coordinated)";
    }
}
