using System.Text;
using System.Text.RegularExpressions;
using IdeaStorage.Domain.Tags;

namespace IdeaStorage.Silo.Import.Industries;

/// <summary>How an industry's name found its code.</summary>
internal enum IndustryMatchKind
{
    /// <summary>It is the name of a code of the 10th revision, spelling apart.</summary>
    Named = 0,

    /// <summary>It is the name of a code of the 9th revision, which became the code.</summary>
    Renamed = 1,

    /// <summary>No name is equal; this one is the most similar.</summary>
    Similar = 2,
}

/// <param name="Entry">The code of the 10th revision.</param>
/// <param name="Kind">How it was found.</param>
/// <param name="Similarity">1 for an equal name, else how similar the two are.</param>
internal sealed record IndustryMatch(KsicEntry Entry, IndustryMatchKind Kind, double Similarity);

/// <summary>
/// Finds the KSIC code of an industry that is given by its Korean name, as company directories do. In this order: the
/// name of a code of the 10th revision; of the 9th, through the mapping; the most similar name of the 10th, if it is
/// similar enough and the whole table was imported. Names are compared without spaces, punctuation, remarks (“; 광학기기
/// 제외”) and 및, which is where tables differ.
/// </summary>
/// <remarks>
/// Similarity is the Dice coefficient over pairs of neighbouring syllables (L. R. Dice, 1945). On the companies of
/// the Korean exchange, 0.6 takes new wordings of the same group (0.64–0.87) and leaves the nearest wrong one (0.55)
/// out.
/// </remarks>
internal sealed partial class IndustryMatcher
{
    public const double SimilarityMin = 0.6;

    /// <summary>Directories name groups, so a group is taken where class and group have the same name.</summary>
    private const int GroupLevel = 3;

    /// <summary>The names of sub-classes are too narrow to be guessed.</summary>
    private const int ClassLevel = 4;

    /// <summary>A successor above the division would say nothing.</summary>
    private const int DivisionCodeLength = 3;

    private readonly KsicTree _tree;
    private readonly KsicMapping _mapping;
    private readonly ILookup<string, KsicEntry> _current;
    private readonly ILookup<string, KsicEntry> _previous;
    private readonly bool _isComplete;
    private readonly Dictionary<string, IndustryMatch?> _known = [];

    public IndustryMatcher(KsicTree tree, KsicMapping mapping)
    {
        (_tree, _mapping) = (tree, mapping);
        _current = NamesOf(Ksic.CurrentRevision);
        _previous = NamesOf(Ksic.PreviousRevision);
        _isComplete = _current.Any(name => name.Any(entry => Ksic.LevelOf(entry.Code) > ClassLevel));
    }

    /// <summary>The match, or null if no name is similar enough.</summary>
    public IndustryMatch? Find(string name)
    {
        var key = Normalise(name);
        if (key == "") return null;
        if (!_known.TryGetValue(key, out var match)) _known[key] = match = Named(key) ?? Renamed(key) ?? Similar(key);
        return match;
    }

    /// <summary>What is compared of a name.</summary>
    internal static string Normalise(string name)
    {
        var plain = Remarks().Replace(name, "").Replace("및", "", StringComparison.Ordinal);
        // The Korean middle dot ㆍ counts as a letter in Unicode.
        return string.Concat(plain.Where(character => char.IsLetterOrDigit(character) && character != 'ㆍ'))
            .Normalize(NormalizationForm.FormKC).ToUpperInvariant();
    }

    private IndustryMatch? Named(string key) =>
        Preferred(_current[key]) is { } entry ? new IndustryMatch(entry, IndustryMatchKind.Named, 1) : null;

    private IndustryMatch? Renamed(string key) =>
        Preferred(_previous[key]) is { } old && Successor(old) is { } entry
            ? new IndustryMatch(entry, IndustryMatchKind.Renamed, 1)
            : null;

    private IndustryMatch? Similar(string key)
    {
        // In a table with gaps the most similar name is often a neighbour of the right one that is missing.
        if (!_isComplete) return null;
        var pairs = PairsOf(key);
        var candidates =
            from name in _current
            where name.Any(entry => Ksic.LevelOf(entry.Code) <= ClassLevel)
            let similarity = Dice(pairs, PairsOf(name.Key))
            where similarity >= SimilarityMin
            orderby similarity descending, name.Key
            select new IndustryMatch(Preferred(name)!, IndustryMatchKind.Similar, similarity);
        return candidates.FirstOrDefault();
    }

    /// <summary>
    /// The code of the same level that most of the sub-classes went to, or the lowest one above it that holds at
    /// least half of them.
    /// </summary>
    private KsicEntry? Successor(KsicEntry old)
    {
        var heirs = _mapping.Links.Where(link => link.Previous.StartsWith(old.Code, StringComparison.Ordinal))
            .Select(link => link.Current).Distinct().ToArray();
        for (var length = old.Code.Length; heirs.Length > 0 && length >= DivisionCodeLength; length--)
        {
            var best = heirs.GroupBy(heir => heir[..Math.Min(heir.Length, length)])
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).First();
            if (best.Count() * 2 >= heirs.Length && _tree.Find(best.Key) is { } entry) return entry;
        }

        return null;
    }

    private ILookup<string, KsicEntry> NamesOf(int revision)
    {
        var all = new List<KsicEntry>(_tree.ChildrenOf(null, revision));
        for (var at = 0; at < all.Count; at++) all.AddRange(_tree.ChildrenOf(all[at].Code, revision));
        return all.ToLookup(entry => Normalise(entry.Korean));
    }

    private static KsicEntry? Preferred(IEnumerable<KsicEntry> entries) => entries
        .OrderBy(entry => Math.Abs(Ksic.LevelOf(entry.Code) - GroupLevel))
        .ThenBy(entry => entry.Code.Length).ThenBy(entry => entry.Code, StringComparer.Ordinal)
        .FirstOrDefault();

    private static Dictionary<(char, char), int> PairsOf(string key)
    {
        var pairs = new Dictionary<(char, char), int>();
        for (var at = 0; at + 1 < key.Length; at++)
        {
            var pair = (key[at], key[at + 1]);
            pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
        }

        return pairs;
    }

    private static double Dice(Dictionary<(char, char), int> one, Dictionary<(char, char), int> other)
    {
        var total = one.Values.Sum() + other.Values.Sum();
        var shared = one.Sum(pair => Math.Min(pair.Value, other.GetValueOrDefault(pair.Key)));
        return total == 0 ? 0 : 2.0 * shared / total;
    }

    [GeneratedRegex(@"[;；].*$|\([^()]*\)", RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Remarks();
}
