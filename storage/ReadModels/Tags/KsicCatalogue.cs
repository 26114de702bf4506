using Dapper;
using IdeaStorage.Domain.Tags;
using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.ReadModels.Tags;

/// <summary>
/// The industry classification as this installation knows it: what is built in, and what was imported. Values are
/// immutable; an import puts new ones in their place.
/// </summary>
public sealed class KsicCatalogue(IReadConnections connections, IDatabaseWriter writer)
{
    private const string EntriesSql = "SELECT revision, code, korean, english FROM ksic";

    private const string LinksSql = "SELECT previous, current, NULLIF(detail, '') AS detail FROM ksic_links";

    private const string SaveEntry =
        """
        INSERT INTO ksic (revision, code, korean, english) VALUES (@Revision, @Code, @Korean, @English)
        ON CONFLICT (revision, code) DO UPDATE SET korean = excluded.korean, english = excluded.english
        """;

    private const string SaveLink =
        """
        INSERT INTO ksic_links (previous, current, detail) VALUES (@Previous, @Current, COALESCE(@Detail, ''))
        ON CONFLICT (previous, current, detail) DO NOTHING
        """;

    private readonly Lock _loading = new();
    private volatile Known? _known;

    /// <summary>All known codes of the 9th and 10th revision with their names.</summary>
    public KsicTree Tree => Current.Tree;

    /// <summary>What codes of the 9th revision became in the 10th.</summary>
    public KsicMapping Mapping => Current.Mapping;

    private Known Current
    {
        get
        {
            if (_known is { } known)
                return known;
            lock (_loading)
                return _known ??= Load();
        }
    }

    /// <summary>Adds codes, or renames known ones; all or none.</summary>
    /// <exception cref="ArgumentException">A code has not the form of its revision.</exception>
    public async Task ImportAsync(IReadOnlyList<KsicEntry> entries, CancellationToken cancellationToken = default)
    {
        _ = Tree.With(entries);
        await writer.WriteAsync(
            (connection, transaction) => connection.Execute(SaveEntry, entries, transaction), cancellationToken);
        Forget();
    }

    /// <summary>Adds lines of the mapping; all or none.</summary>
    public async Task ImportMappingAsync(IReadOnlyList<KsicLink> links, CancellationToken cancellationToken = default)
    {
        await writer.WriteAsync(
            (connection, transaction) => connection.Execute(SaveLink, links, transaction), cancellationToken);
        Forget();
    }

    /// <summary>Behind the lock, so that a load which began before the import cannot end after it.</summary>
    private void Forget()
    {
        lock (_loading)
            _known = null;
    }

    private Known Load()
    {
        using var lease = connections.Rent();
        var entries = lease.Connection.Query<EntryRow>(EntriesSql)
            .Select(row => new KsicEntry((int)row.Revision, row.Code, row.Korean, row.English));
        var links = lease.Connection.Query<LinkRow>(LinksSql)
            .Select(row => new KsicLink(row.Previous, row.Current, row.Detail));
        return new Known(KsicTree.BuiltIn.With(entries), new KsicMapping(links));
    }

    private sealed record Known(KsicTree Tree, KsicMapping Mapping);

    private sealed record EntryRow
    {
        public long Revision { get; init; }
        public string Code { get; init; } = "";
        public string Korean { get; init; } = "";
        public string? English { get; init; }
    }

    private sealed record LinkRow
    {
        public string Previous { get; init; } = "";
        public string Current { get; init; } = "";
        public string? Detail { get; init; }
    }
}
