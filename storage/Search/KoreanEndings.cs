using System.Collections.Frozen;

namespace IdeaStorage.Storage.Search;

/// <summary>
/// Particles (조사) and the commonest endings, cut off to reach the word that carries the meaning. It is meant to be
/// light: the surface is indexed too, so a wrong cut costs a token and never a match.
/// </summary>
internal static class KoreanEndings
{
    /// <summary>What must stay of a word.</summary>
    private const int StemSyllablesMin = 2;

    /// <summary>산업단지에서는: two particles in a row; three are rare.</summary>
    private const int CutsMax = 2;

    /// <summary>After a final consonant (는, 를 … come after a vowel): a cut in the wrong place is no particle.</summary>
    private const string AfterFinal = "은이을과";
    private const string AfterVowel = "는가를와";

    private static readonly FrozenSet<string> Endings = FrozenSet.ToFrozenSet(
        [
            // Particles.
            "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "만", "로", "으로", "에서", "에게", "에는", "에도",
            "까지", "부터", "보다", "처럼", "마다", "조차", "밖에", "이나", "이라", "이라도", "라도", "이랑", "하고", "한테",
            "께서", "으로서", "로서", "으로써", "로써", "에서는", "에서의", "으로의", "로의", "에게서", "대로", "만큼",
            // Endings of 이다, 하다 and 되다 after a noun.
            "입니다", "이다", "인가요", "인지", "이고", "이며", "합니다", "하는", "하여", "하면", "하며", "하기", "하게", "하지",
            "하자", "해서", "해야", "했다", "했던", "했습니다", "하겠습니다", "한다", "할까요", "하나요", "하고싶다", "됩니다",
            "되는", "되어", "되면", "되고", "된다", "됐다", "들", "들은", "들이", "들을", "들의", "들과", "네요", "어요", "아요",
            "나요", "까요", "습니다", "는데", "은데", "지만", "면서", "으면", "어서", "아서", "려고", "을까", "을까요",
        ]);

    /// <summary>Particles that hardly a noun of two syllables ends in; those in 이 are named below.</summary>
    private static readonly FrozenSet<string> AfterAnyNoun = FrozenSet.Create(
        StringComparer.Ordinal, "은", "이", "을", "를", "에", "에서", "에는", "에도", "으로", "들", "들이", "들을", "들은");

    /// <summary>Nouns that end in 이 themselves.</summary>
    private static readonly FrozenSet<string> NounsInI = FrozenSet.Create(
        StringComparer.Ordinal, "종이", "놀이", "먹이", "풀이", "벌이", "높이", "깊이", "길이", "넓이", "맏이");

    private static readonly int EndingSyllablesMax = Endings.Max(ending => ending.Length);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known =
        Endings.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The word without its endings, the longest first; the word itself if none fits.</summary>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> word)
    {
        for (var cut = 0; cut < CutsMax; cut++)
        {
            var stem = StripOne(word);
            if (stem.Length == word.Length)
                break;
            word = stem;
        }
        return word;
    }

    /// <summary>
    /// A noun of one syllable (빵을, 칩에서) without particles that are told from the end of a noun; the word itself
    /// otherwise.
    /// </summary>
    public static string StripShort(string word) =>
        word.Length > 1 && AfterAnyNoun.Contains(word[1..]) && Fits(word[0], word.AsSpan(1)) && !NounsInI.Contains(word)
            ? word[..1]
            : word;

    /// <summary>Whether a stem is of a verb or adjective by its last consonants, which no noun has: 했, 않, 잃.</summary>
    public static bool IsPredicate(string stem) => Hangul.FinalOf(stem[^1]) is 'ㅆ' or 'ㄶ' or 'ㅀ' or 'ㄵ';

    private static ReadOnlySpan<char> StripOne(ReadOnlySpan<char> word)
    {
        for (var length = Math.Min(EndingSyllablesMax, word.Length - StemSyllablesMin); length > 0; length--)
        {
            var stem = word[..^length];
            var ending = word[^length..];
            if (Known.Contains(ending) && Fits(stem[^1], ending))
                return stem;
        }
        return word;
    }

    private static bool Fits(char before, ReadOnlySpan<char> ending)
    {
        if (ending.StartsWith("으로", StringComparison.Ordinal))
            return Hangul.HasFinal(before) && !Hangul.EndsInRieul(before);
        if (ending[0] == '로')
            return !Hangul.HasFinal(before) || Hangul.EndsInRieul(before);
        if (ending.Length > 1)
            return true;
        if (AfterFinal.Contains(ending[0], StringComparison.Ordinal))
            return Hangul.HasFinal(before);
        return !AfterVowel.Contains(ending[0], StringComparison.Ordinal) || !Hangul.HasFinal(before);
    }
}
