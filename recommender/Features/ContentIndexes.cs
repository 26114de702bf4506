using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Features;

/// <summary>
/// The index of each kind, made when it is first asked for, and anew in the background once many profiles are others
/// than in it. Which index a query finds makes a difference in time alone.
/// </summary>
internal sealed class ContentIndexes(NodeTable table)
{
    private const int ChangedMin = 64;
    private const int ChangedOneIn = 64;

    private readonly ContentIndex?[] _byKind = new ContentIndex?[Enum.GetValues<EntityKind>().Length];
    private readonly Lock _making = new();
    private int _isRenewing;

    public ContentIndex Of(EntityKind kind)
    {
        if (Volatile.Read(ref _byKind[(int)kind]) is { } known)
            return known;
        lock (_making)
            return _byKind[(int)kind] ??= new ContentIndex(table, kind);
    }

    /// <summary>Tells how many a query found to have another profile than in the index.</summary>
    public void Report(EntityKind kind, int changed)
    {
        if (changed < Math.Max(ChangedMin, table.OfKind(kind).Length / ChangedOneIn)
            || Interlocked.Exchange(ref _isRenewing, 1) == 1)
            return;
        ThreadPool.QueueUserWorkItem(_ =>
        {
            try
            {
                Volatile.Write(ref _byKind[(int)kind], new ContentIndex(table, kind));
            }
            finally
            {
                Volatile.Write(ref _isRenewing, 0);
            }
        });
    }
}
