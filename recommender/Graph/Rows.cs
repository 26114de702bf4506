namespace IdeaStorage.Recommender.Graph;

/// <summary>Changes of a row of edges. A row is never changed in place: each change makes a new one.</summary>
internal static class Rows
{
    /// <summary>The row with one more edge, merged into the one that is there for the same node and kind.</summary>
    public static Edge[] With(this Edge[] row, in Edge edge, Decay decay)
    {
        var at = row.IndexOf(edge.Node, edge.Kind);
        if (at < 0)
            return [.. row, edge];
        var changed = (Edge[])row.Clone();
        changed[at] = decay.Merge(row[at], edge);
        return changed;
    }

    /// <summary>The row without <paramref name="part"/>, which was merged into one of its edges.</summary>
    public static Edge[] Without(this Edge[] row, in Edge part, Decay decay)
    {
        var at = row.IndexOf(part.Node, part.Kind);
        if (at < 0)
            return row;
        if (decay.Without(row[at], part) is not { } left)
            return [.. row[..at], .. row[(at + 1)..]];
        var changed = (Edge[])row.Clone();
        changed[at] = left;
        return changed;
    }

    public static int IndexOf(this Edge[] row, int node, InteractionKind kind)
    {
        for (var i = 0; i < row.Length; i++)
            if (row[i].Node == node && row[i].Kind == kind)
                return i;
        return -1;
    }
}
