namespace IdeaStorage.Silo.Import;

/// <summary>Makes a title of a text that has none.</summary>
internal static class Titles
{
    private static readonly char[] SentenceEnds = ['.', '?', '!', '。'];

    /// <summary>
    /// The first sentence if it fits, else as many whole words as fit, and an ellipsis. The limit counts characters as
    /// Unicode scalar values, the ellipsis among them.
    /// </summary>
    public static string From(string text, int charactersMax)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (Count(line) <= charactersMax) return line;
        if (FirstSentence(line) is { } sentence && Count(sentence) <= charactersMax) return sentence;

        var cut = string.Concat(line.EnumerateRunes().Take(charactersMax - 1).Select(rune => rune.ToString()));
        var space = line[cut.Length] == ' ' ? cut.Length : cut.LastIndexOf(' ');
        return (space > cut.Length / 2 ? cut[..space] : cut).TrimEnd(' ', ',') + "…";
    }

    /// <summary>Up to the first mark that ends a sentence: one before a space, so that “3.5” is none.</summary>
    private static string? FirstSentence(string line)
    {
        for (var at = line.IndexOfAny(SentenceEnds); at >= 0; at = line.IndexOfAny(SentenceEnds, at + 1))
        {
            if (at + 1 < line.Length && line[at + 1] == ' ') return line[..(at + 1)];
        }

        return null;
    }

    private static int Count(string text) => text.EnumerateRunes().Count();
}
