namespace IdeaStorage.Storage.Search;

/// <summary>A run of one script in a folded text.</summary>
/// <param name="Surface">As it stands there.</param>
/// <param name="Script">Its script.</param>
/// <param name="Start">Where it begins in the folded text.</param>
internal sealed record Word(string Surface, Script Script, int Start)
{
    /// <summary>How many initial consonants a search by them looks at.</summary>
    public const int InitialsMax = 8;

    private const int PluralLengthMin = 4;

    /// <summary>What carries the meaning: without particles, or the singular.</summary>
    public string Stem { get; } = Script switch
    {
        Script.Hangul => KoreanEndings.Strip(Surface).ToString(),
        Script.Letters => Singular(Surface),
        _ => Surface,
    };

    /// <summary>
    /// What it says of the subject of a text: a noun without particles and verbal suffixes, a verb as a dictionary has
    /// it, or the singular. Null for what only holds sentences together.
    /// </summary>
    public string? Meaning
    {
        get
        {
            if (StopWords.Contains(this))
                return null;
            if (Script != Script.Hangul)
                return Stem;
            if (KoreanVerbs.TryFind(Surface, out var verb))
                return verb;
            var noun = KoreanVerbs.NounIn(Surface)
                ?? (Stem.Length < Surface.Length ? Stem : KoreanEndings.StripShort(Stem));
            return StopWords.Contains(noun) || KoreanEndings.IsPredicate(noun) ? null : noun;
        }
    }

    /// <summary>The initial consonants of its syllables: ㅅㅇㄷㅈ of 산업단지.</summary>
    public string Initials =>
        Script == Script.Initials ? Surface : string.Concat(Surface.Select(Hangul.InitialOf));

    /// <summary>Pairs of neighbouring syllables of the stem, if it is longer than a pair.</summary>
    public IReadOnlyList<string> Pairs
    {
        get
        {
            if (Script is not (Script.Hangul or Script.Ideographs) || Stem.Length <= 2)
                return [];
            var pairs = new string[Stem.Length - 1];
            for (var i = 0; i < pairs.Length; i++)
                pairs[i] = Stem.Substring(i, 2);
            return pairs;
        }
    }

    /// <summary>The singular of an English word, by its form alone.</summary>
    public static string Singular(string word)
    {
        if (word.Length < PluralLengthMin || word[^1] != 's' || word[^2] is 's' or 'u' or 'i')
            return word;
        if (word.EndsWith("ies", StringComparison.Ordinal))
            return word[..^3] + "y";
        return word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal)
            || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("sses", StringComparison.Ordinal)
            ? word[..^2]
            : word[..^1];
    }
}
