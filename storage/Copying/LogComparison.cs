namespace IdeaStorage.Storage.Copying;

/// <summary>Compares two logs stream by stream, both in the order of the streams' names.</summary>
internal static class LogComparison
{
    private const int DifferencesMax = 20;

    /// <returns>How many streams are equal, and the first ones that are not.</returns>
    public static (long Streams, IReadOnlyList<string> Differences) Run(
        IEnumerable<StreamHash> left, IEnumerable<StreamHash> right, CancellationToken cancellationToken)
    {
        using var one = left.GetEnumerator();
        using var other = right.GetEnumerator();
        var (equal, differences) = (0L, new List<string>());
        var (here, there) = (Next(one), Next(other));
        while ((here ?? there) is not null && differences.Count < DifferencesMax)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var order = Order(here, there);
            if (order == 0 && here == there)
                equal++;
            else
                differences.Add($"{(order <= 0 ? here : there)!.Stream} ({EventsOf(here, order <= 0)} / "
                    + $"{EventsOf(there, order >= 0)})");
            (here, there) = (order <= 0 ? Next(one) : here, order >= 0 ? Next(other) : there);
        }

        return (equal, differences);
    }

    private static int Order(StreamHash? here, StreamHash? there) => (here, there) switch
    {
        (null, _) => 1,
        (_, null) => -1,
        _ => string.CompareOrdinal(here.Stream, there.Stream),
    };

    private static long EventsOf(StreamHash? stream, bool isMeant) => isMeant ? stream?.Events ?? 0 : 0;

    private static StreamHash? Next(IEnumerator<StreamHash> streams) => streams.MoveNext() ? streams.Current : null;
}
