namespace IdeaStorage.Storage.Search;

/// <summary>A part of a text with the places in it that a search found.</summary>
/// <param name="Text">The part, with … where it was cut.</param>
/// <param name="Marks">Where to mark it: in order, not overlapping.</param>
public sealed record Snippet(string Text, IReadOnlyList<TextMark> Marks);

/// <summary>A stretch of a text, in UTF-16 characters.</summary>
public readonly record struct TextMark(int Start, int Length);

/// <summary>Shows in a text what a search found, cutting words as the index does.</summary>
public static class Highlighter
{
    private const string Cut = "…";

    /// <summary>How much stands before the first mark of a snippet from the middle of a text.</summary>
    private const int LeadCharacters = 20;

    /// <summary>The part of the text around the first thing found, at most this long, with its marks.</summary>
    public static Snippet Snippet(string text, string query, int charactersMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(charactersMax, LeadCharacters * 2);
        var composed = KoreanAnalyser.Compose(text);
        var marks = Marks(composed, query);
        var first = marks.Count == 0 ? 0 : marks[0].Start;
        var start = composed.Length <= charactersMax || first + marks.FirstOrDefault().Length <= charactersMax
            ? 0
            : Boundary(composed, first - LeadCharacters);
        var end = Boundary(composed, Math.Min(composed.Length, start + charactersMax));
        var before = start > 0 ? Cut : "";
        var shown = marks
            .Where(mark => mark.Start >= start && mark.Start + mark.Length <= end)
            .Select(mark => mark with { Start = mark.Start - start + before.Length });
        return new Snippet(before + composed[start..end] + (end < composed.Length ? Cut : ""), [.. shown]);
    }

    private static List<TextMark> Marks(string composed, string query)
    {
        var terms = KoreanAnalyser.Words(query).ToList();
        var marks = new List<TextMark>();
        foreach (var word in KoreanAnalyser.Words(composed))
        {
            foreach (var term in terms)
            {
                if (Found(word, term) is not { } mark)
                    continue;
                marks.Add(mark);
                break;
            }
        }
        return marks;
    }

    /// <summary>The part of a word that a term means: itself, or the syllables of its initials.</summary>
    private static TextMark? Found(Word word, Word term)
    {
        var initials = term.Script == Script.Initials && word.Script == Script.Hangul;
        if (!initials && word.Script == Script.Letters)
            return word.Stem == term.Stem ? new TextMark(word.Start, word.Surface.Length) : null;
        var (within, what) = initials ? (word.Initials, term.Surface) : (word.Surface, term.Stem);
        var at = within.IndexOf(what, StringComparison.Ordinal);
        return at < 0 ? null : new TextMark(word.Start + at, what.Length);
    }

    /// <summary>Never between the two halves of a character.</summary>
    private static int Boundary(string text, int at) =>
        at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
