namespace IdeaStorage.Bench.Evaluate.Partners;

/// <summary>
/// Cuts English text into words for the evaluation: letters only, at least three, a plural s cut off.
/// </summary>
internal static class EnglishWords
{
    private const int LettersMin = 3;

    public static List<string> Cut(string text)
    {
        var words = new List<string>();
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && char.IsLetter(text[end]))
                end++;
            if (end - start >= LettersMin)
                words.Add(Stem(text[start..end].ToLowerInvariant()));
            start = end;
        }
        return words;
    }

    private static string Stem(string word) => word switch
    {
        [.., 's', 's'] or [.., 'u', 's'] or [.., 'i', 's'] => word,
        [.. var stem, 'i', 'e', 's'] when stem.Length > 2 => stem + "y",
        [.. var stem, 's'] when stem.Length >= LettersMin => stem,
        _ => word,
    };
}
