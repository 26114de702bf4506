using System.Collections.Frozen;

namespace IdeaStorage.Domain.Tags;

/// <summary>One line of the classification.</summary>
/// <param name="Revision">9 or 10.</param>
/// <param name="Code">With the section letter: see <see cref="Ksic"/>.</param>
/// <param name="Korean">The official Korean name.</param>
/// <param name="English">The English name, or null where a table has none.</param>
public sealed record KsicEntry(int Revision, string Code, string Korean, string? English = null);

/// <summary>
/// The classification as far as it is known: built in are sections, divisions and the groups of manufacturing of the
/// 10th revision; an import adds the rest. An immutable value, keyed by revision and code.
/// </summary>
public sealed class KsicTree
{
    private static readonly Lazy<KsicTree> LazyBuiltIn = new(() => new KsicTree(ReadBuiltIn()));

    private readonly FrozenDictionary<(int Revision, string Code), KsicEntry> _entries;
    private readonly ILookup<(int Revision, string? Parent), KsicEntry> _children;
    private readonly ILookup<(int Revision, string Name), KsicEntry> _names;

    private KsicTree(IEnumerable<KsicEntry> entries)
    {
        _entries = entries.ToFrozenDictionary(entry => (entry.Revision, entry.Code));
        var ordered = _entries.Values.OrderBy(entry => entry.Code, StringComparer.Ordinal).ToList();
        _children = ordered.ToLookup(entry => (entry.Revision, Ksic.ParentOf(entry.Code)));
        _names = ordered.ToLookup(entry => (entry.Revision, Fold(entry.Korean)));
    }

    public static KsicTree BuiltIn => LazyBuiltIn.Value;

    /// <summary>How many codes of all revisions it knows.</summary>
    public int Count => _entries.Count;

    /// <summary>
    /// This tree with more entries. A later entry replaces an earlier one but keeps its English name.
    /// </summary>
    /// <exception cref="ArgumentException">A code has not the form of its revision.</exception>
    public KsicTree With(IEnumerable<KsicEntry> more)
    {
        var merged = _entries.ToDictionary();
        foreach (var entry in more)
        {
            if (!Ksic.IsCode(entry.Code, entry.Revision))
                throw new ArgumentException($"'{entry.Code}' is no code of revision {entry.Revision}.", nameof(more));
            var english = entry.English ?? Find(entry.Code, entry.Revision)?.English;
            merged[(entry.Revision, entry.Code)] = entry with { English = english };
        }
        return new KsicTree(merged.Values);
    }

    /// <summary>The entry of a code, or null.</summary>
    public KsicEntry? Find(string code, int revision = Ksic.CurrentRevision)
        => _entries.GetValueOrDefault((revision, code));

    public bool Contains(string code, int revision = Ksic.CurrentRevision) => _entries.ContainsKey((revision, code));

    /// <summary>
    /// Whether it is a known code, or may be one below a code of which no table with its parts was imported yet.
    /// </summary>
    public bool MayHold(string code) => Contains(code)
        || (Ksic.IsCode(code) && NearestOf(code) is { Length: > 1 } nearest && ChildrenOf(nearest).Count == 0);

    /// <summary>
    /// Known codes to offer for one that is not: those of its digits in their own section, then what lies beside it.
    /// </summary>
    public IReadOnlyList<KsicEntry> Near(string code, int limit) =>
    [
        .. new[] { Ksic.FromDigits(code[1..]), Ksic.FromDigits(code[1..3]) }.OfType<string>()
            .Select(other => Find(other)).OfType<KsicEntry>()
            .Concat(NearestOf(code) is { } nearest ? ChildrenOf(nearest) : [])
            .DistinctBy(entry => entry.Code).Take(limit),
    ];

    /// <summary>What lies right under a code, in order; the sections under null.</summary>
    public IReadOnlyList<KsicEntry> ChildrenOf(string? code, int revision = Ksic.CurrentRevision)
        => [.. _children[(revision, code)]];

    /// <summary>The known entries from the section down to the code itself.</summary>
    public IReadOnlyList<KsicEntry> PathOf(string code, int revision = Ksic.CurrentRevision)
        => [.. Ksic.PathOf(code).Select(step => Find(step, revision)).OfType<KsicEntry>()];

    /// <summary>The entries of exactly this Korean name, spaces and punctuation aside, highest level first.</summary>
    public IReadOnlyList<KsicEntry> Named(string korean, int revision = Ksic.CurrentRevision)
        => [.. _names[(revision, Fold(korean))].OrderBy(entry => entry.Code.Length)];

    /// <summary>
    /// The entries whose code or name, Korean or English, has the words: code first, then names that begin with them,
    /// then the rest, higher levels first.
    /// </summary>
    public IReadOnlyList<KsicEntry> Search(string words, int limit, int revision = Ksic.CurrentRevision)
    {
        var sought = Fold(words);
        if (sought.Length == 0)
            return [];
        return
        [
            .. _entries.Values.Where(entry => entry.Revision == revision)
                .Select(entry => (Entry: entry, Rank: RankOf(entry, sought)))
                .Where(found => found.Rank is not null)
                .OrderBy(found => found.Rank).ThenBy(found => found.Entry.Code.Length)
                .ThenBy(found => found.Entry.Code, StringComparer.Ordinal)
                .Take(limit).Select(found => found.Entry),
        ];
    }

    /// <summary>The longest beginning of a code that is known, or null.</summary>
    private string? NearestOf(string code)
    {
        string? at = code;
        while (at is not null && !Contains(at))
            at = Ksic.ParentOf(at);
        return at;
    }

    private static int? RankOf(KsicEntry entry, string sought)
    {
        var korean = Fold(entry.Korean);
        var english = Fold(entry.English ?? "");
        if (entry.Code.StartsWith(sought, StringComparison.OrdinalIgnoreCase))
            return 0;
        if (korean.StartsWith(sought, StringComparison.Ordinal) || english.StartsWith(sought, StringComparison.Ordinal))
            return 1;
        return korean.Contains(sought, StringComparison.Ordinal) || english.Contains(sought, StringComparison.Ordinal)
            ? 2
            : null;
    }

    // Tables differ in spaces and in the dot between words (ㆍ, ·), and so do people.
    private static string Fold(string name)
        => string.Concat(TextRules.Normalise(name).ToLowerInvariant().Where(char.IsLetterOrDigit)
            .Where(c => c != 'ㆍ'));

    private static IEnumerable<KsicEntry> ReadBuiltIn()
    {
        using var stream = typeof(KsicTree).Assembly.GetManifestResourceStream("Ksic10.tsv")!;
        using var reader = new StreamReader(stream);
        foreach (var line in reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var cells = line.TrimEnd('\r').Split('\t');
            yield return new KsicEntry(Ksic.CurrentRevision, cells[0], cells[1], cells[2]);
        }
    }
}
