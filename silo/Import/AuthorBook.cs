using System.Collections.Immutable;
using System.Text;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;

namespace IdeaStorage.Silo.Import;

/// <summary>
/// The authors of one other system. Names that differ only in case or in space are one person, because an export names
/// the same account as it happened to be typed. Whoever has no name is the system's one unknown author.
/// </summary>
/// <param name="system">The system's short name, in small letters: <c>ideascale</c>.</param>
/// <param name="unknownName">What the unknown author is called.</param>
/// <param name="locale">The system's language.</param>
internal sealed class AuthorBook(string system, string unknownName, string locale)
{
    private readonly Dictionary<string, Entry> _authors = [];

    /// <summary>The member's id for a name in a cluster; the first spelling that is met is kept.</summary>
    public string IdOf(string name, string clusterId)
    {
        var clean = TextRules.IsWellFormed(name)
            ? name.Normalize(NormalizationForm.FormC)
            : TextRules.Clean(name, isLine: true);
        var words = clean.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var spelling = string.Join(' ', words);
        var key = spelling.ToUpperInvariant();
        if (!_authors.TryGetValue(key, out var author))
        {
            // The name is hashed, so that neither the member's id nor any event of theirs holds it.
            var id = ImportKeys.IdOf($"{system}-author:{key}");
            _authors[key] = author = new Entry(id, spelling == "" ? unknownName : Cut(spelling), []);
        }

        author.Clusters.Add(clusterId);
        return author.Id;
    }

    /// <summary>Everyone that was asked for.</summary>
    public ImmutableArray<PlannedAuthor> ToPlan() =>
    [
        .. _authors.Values.Select(author => new PlannedAuthor(
            author.Id, $"{system}-{author.Id[..12]}", author.Name, locale,
            [.. author.Clusters.Order(StringComparer.Ordinal)])),
    ];

    private static string Cut(string name)
    {
        var runes = name.EnumerateRunes().Take(MemberLimits.DisplayNameCharactersMax);
        return string.Concat(runes.Select(rune => rune.ToString())).Trim();
    }

    private sealed record Entry(string Id, string Name, HashSet<string> Clusters);
}
