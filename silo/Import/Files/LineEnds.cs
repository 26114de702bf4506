namespace IdeaStorage.Silo.Import.Files;

/// <summary>Line ends as the three systems write them: CR LF, LF, or CR alone.</summary>
internal static class LineEnds
{
    /// <summary>How many lines end in the text; CR LF counts once.</summary>
    public static int Count(ReadOnlySpan<byte> text)
    {
        var count = 0;
        for (var at = 0; at < text.Length; at = Next(text, at))
        {
            if (text[at..].IndexOfAny((byte)'\r', (byte)'\n') < 0) break;
            count++;
        }

        return count;
    }

    /// <summary>
    /// The position after the first line end at or after <paramref name="from"/>; the length if none.
    /// </summary>
    public static int Next(ReadOnlySpan<byte> text, int from)
    {
        var at = text[from..].IndexOfAny((byte)'\r', (byte)'\n');
        if (at < 0) return text.Length;
        at += from;
        var isPair = text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n';
        return isPair ? at + 2 : at + 1;
    }

    /// <summary>The text with LF alone.</summary>
    public static string Unify(string text) =>
        text.Contains('\r') ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;
}
