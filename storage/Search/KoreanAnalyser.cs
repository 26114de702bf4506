using System.Text;

namespace IdeaStorage.Storage.Search;

/// <summary>
/// Cuts Korean, English and mixed text into the tokens that search works with; the same for what is indexed, what is
/// searched for, and what is compared. Tokens hold letters and digits only, whatever the text holds.
/// </summary>
/// <remarks>
/// A Hangul word gives its stem (without particles), its surface if that is another, and its pairs of syllables, because
/// Korean writes compounds together (스마트공장) or apart. A Latin word gives its singular. Pairs of syllables as index
/// terms: J. H. Lee and J. S. Ahn, "Using n-grams for Korean text retrieval", SIGIR 1996.
/// </remarks>
public static class KoreanAnalyser
{
    /// <summary>Longer words are cut here: nobody searches for them, and a hostile text shall not fill the index.</summary>
    public const int WordCharactersMax = 40;

    /// <summary>What is read of one text; the longest that we accept is shorter.</summary>
    public const int TextCharactersMax = 40_000;

    private const string HalfWidthConsonants = "ㄱㄲㄳㄴㄵㄶㄷㄸㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅃㅄㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

    /// <summary>The text as it is compared: composed (NFC), full and half width made one, lower case. Characters keep
    /// their places unless the text was not composed.</summary>
    public static string Fold(string text)
    {
        var composed = Compose(text);
        return string.Create(composed.Length, composed, (folded, source) =>
        {
            for (var i = 0; i < folded.Length; i++)
                folded[i] = FoldCharacter(source[i]);
        });
    }

    /// <summary>The words of a text in their order.</summary>
    internal static IEnumerable<Word> Words(string text)
    {
        var folded = Fold(text.Length > TextCharactersMax ? text[..TextCharactersMax] : text);
        var start = 0;
        while (start < folded.Length)
        {
            var script = ScriptOf(folded[start]);
            var end = start + 1;
            while (end < folded.Length && end - start < WordCharactersMax && ScriptOf(folded[end]) == script)
                end++;
            if (script != Script.None)
                yield return new Word(folded[start..end], script, start);
            start = end;
        }
    }

    /// <summary>The words of a text by their stems, without pairs: what they mean, for comparing texts.</summary>
    public static IEnumerable<string> Stems(string text) => Words(text).Select(word => word.Stem);

    /// <summary>All tokens of a text in their order; the pairs of a word stand side by side.</summary>
    public static IEnumerable<string> Tokens(string text) => Words(text).SelectMany(word => word.Tokens());

    /// <summary>The tokens with spaces between them, as the index takes them.</summary>
    public static string Indexed(string text) => string.Join(' ', Tokens(text));

    /// <summary>
    /// For every syllable of a title the initial consonants from there on, at most <see cref="Word.InitialsMax"/>, spaces
    /// left out: the beginning of one of them is what somebody types.
    /// </summary>
    public static string IndexedInitials(string title)
    {
        var initials = new StringBuilder();
        var tokens = new HashSet<string>();
        foreach (var word in Words(title))
        {
            if (word.Script == Script.Hangul)
                initials.Append(word.Initials);
            else
                Flush(initials, tokens);
        }
        Flush(initials, tokens);
        return string.Join(' ', tokens);
    }

    private static void Flush(StringBuilder initials, HashSet<string> tokens)
    {
        var run = initials.ToString();
        for (var i = 0; i < run.Length; i++)
            tokens.Add(run.Substring(i, Math.Min(Word.InitialsMax, run.Length - i)));
        initials.Clear();
    }

    private static string Compose(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // A lone surrogate: the text is not Unicode. It takes part with a replacement in its place.
            return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormC);
        }
    }

    private static char FoldCharacter(char character) => character switch
    {
        >= '！' and <= '～' => char.ToLowerInvariant((char)(character - '！' + '!')),
        '\u3000' => ' ',
        >= 'ﾡ' and <= 'ﾾ' => HalfWidthConsonants[character - 'ﾡ'],
        _ => char.ToLowerInvariant(character),
    };

    private static Script ScriptOf(char character)
    {
        if (Hangul.IsSyllable(character))
            return Script.Hangul;
        if (character is >= 'ㄱ' and <= 'ㅎ')
            return Script.Initials;
        if (character is >= '\u4e00' and <= '\u9fff' or >= '\u3400' and <= '\u4dbf' or >= '\u3040' and <= '\u30ff')
            return Script.Ideographs;
        return char.IsLetterOrDigit(character) ? Script.Letters : Script.None;
    }
}

internal enum Script
{
    None,
    Hangul,

    /// <summary>Consonants typed alone.</summary>
    Initials,

    /// <summary>Hanja and kana.</summary>
    Ideographs,

    /// <summary>Latin and other letters, and digits: <c>5g</c> and <c>c27</c> are one word.</summary>
    Letters,
}
