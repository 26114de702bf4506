namespace IdeaStorage.Storage.Search.Sqlite;

/// <summary>
/// How well a row of a full-text table answers a query, from that row alone. BM25 of FTS5 counts for each word every
/// row that holds it, so a common word costs more with every row of the installation. This is its other half: the
/// occurrences of a word, those of a title weighing more than those of a body, each further one adding less (BM25F
/// without lengths and without the rarity of words; Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple
/// weighted fields", 2004).
/// </summary>
internal static class SearchScore
{
    /// <summary>The name of the function in SQL: the query, then a weight and a text for each column.</summary>
    public const string Function = "search_score";

    /// <summary>Of as much weight a word gets half of what it can get at all.</summary>
    private const double HalfWeight = 4;

    /// <param name="arguments">The query, then a weight and a text for each column.</param>
    /// <returns>More is better; at most the number of words in the query.</returns>
    public static double Of(object?[] arguments)
    {
        var words = SearchMatch.Parse((string)arguments[0]!).Words;
        var weights = new double[words.Length];
        for (var column = 1; column < arguments.Length; column += 2)
        {
            if (arguments[column + 1] is not string { Length: > 0 } text)
                continue;
            var (weight, spaced) = (Convert.ToDouble(arguments[column], null), $" {text} ");
            for (var word = 0; word < words.Length; word++)
                weights[word] += weight * Count(spaced, words[word]);
        }

        return weights.Sum(weight => weight / (weight + HalfWeight));
    }

    private static int Count(ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        var count = 0;
        for (int at; (at = text.IndexOf(word)) >= 0; text = text[(at + 1)..])
            count++;
        return count;
    }
}
