namespace IdeaStorage.Recommender.TwoStage;

/// <summary>Long tables, read so that whoever cancels need not wait for the last row.</summary>
internal static class CancelledRows
{
    /// <summary>The rows.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IEnumerable<T> Until<T>(this IReadOnlyList<T> rows, CancellationToken cancellation)
    {
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return row;
        }
    }
}
