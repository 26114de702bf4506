using System.Text;

namespace IdeaStorage.Storage.Search;

/// <summary>
/// Cuts Korean, English and mixed text into the tokens that search works with; the same for what is indexed, what is
/// searched for, and what is compared. Tokens hold letters and digits only, whatever the text holds.
/// </summary>
/// <remarks>
/// A Hangul word gives its stem (without particles), its surface if that is another, its pairs of syllables, because
/// Korean writes compounds together (스마트공장) or apart, and its first syllable, which verbs keep in all their forms
/// (먹고, 먹을까). A Latin word gives its singular. Pairs of syllables as index terms: J. H. Lee and J. S. Ahn, "Using
/// n-grams for Korean text retrieval", SIGIR 1996.
/// </remarks>
public static class KoreanAnalyser
{
    /// <summary>Longer words are cut here, so that a hostile text does not fill the index.</summary>
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
    internal static List<Word> Words(string text)
    {
        var folded = Fold(text.Length > TextCharactersMax ? text[..TextCharactersMax] : text);
        var words = new List<Word>();
        for (var start = 0; start < folded.Length;)
        {
            var (script, length) = RunAt(folded, start);
            if (script != Script.None)
                words.Add(new Word(folded.Substring(start, length), script, start));
            start += length;
        }
        return words;
    }

    /// <summary>
    /// What the words of a text mean, in their order, for comparing texts. Those that tell nothing of its subject are
    /// left out.
    /// </summary>
    public static IEnumerable<string> Meanings(string text) =>
        Words(text).Select(word => word.Meaning).OfType<string>();

    /// <summary>Whether one of <see cref="Meanings"/> is a Korean verb or adjective, in the form of a dictionary.
    /// </summary>
    public static bool IsVerb(string meaning) =>
        KoreanVerbs.TryFind(meaning, out var verb) && verb == meaning;

    /// <summary>All tokens of a text in their order.</summary>
    public static string[] Tokens(string text) =>
        Indexed(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The tokens with spaces between them, as the index takes them; the pairs of a word stand side by
    /// side. The log's writer waits for it, so it works on the text in place.</summary>
    public static string Indexed(string text)
    {
        var folded = Fold(text.Length > TextCharactersMax ? text[..TextCharactersMax] : text);
        var tokens = new StringBuilder(folded.Length * 3);
        for (var start = 0; start < folded.Length;)
        {
            var (script, length) = RunAt(folded, start);
            var word = folded.AsSpan(start, length);
            if (script is Script.Hangul or Script.Ideographs)
                AppendSyllables(tokens, word, script);
            else if (script != Script.None)
                tokens.Append(script == Script.Letters ? Word.Singular(word.ToString()) : word.ToString()).Append(' ');
            start += length;
        }
        return tokens.ToString();
    }

    private static void AppendSyllables(StringBuilder tokens, ReadOnlySpan<char> word, Script script)
    {
        var stem = script == Script.Hangul ? KoreanEndings.Strip(word) : word;
        tokens.Append(stem).Append(' ');
        if (stem.Length < word.Length)
            tokens.Append(word).Append(' ');
        for (var i = 0; stem.Length > 2 && i < stem.Length - 1; i++)
            tokens.Append(stem.Slice(i, 2)).Append(' ');
        if (stem.Length > 1)
            tokens.Append(stem[0]).Append(' ');
    }

    private static (Script Script, int Length) RunAt(string folded, int start)
    {
        var script = ScriptOf(folded[start]);
        var end = start + 1;
        while (end < folded.Length && end - start < WordCharactersMax && ScriptOf(folded[end]) == script)
            end++;
        return (script, end - start);
    }

    /// <summary>
    /// For every syllable of a title the initial consonants from there on, at most <see cref="Word.InitialsMax"/>,
    /// spaces left out: the beginning of one of them is what somebody types.
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

    /// <summary>The text in NFC; what is not Unicode is replaced.</summary>
    internal static string Compose(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // A lone surrogate or a noncharacter: the text takes part with a replacement in its place.
            return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))
                .Replace('\uFFFE', '\uFFFD').Replace('\uFFFF', '\uFFFD').Normalize(NormalizationForm.FormC);
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
