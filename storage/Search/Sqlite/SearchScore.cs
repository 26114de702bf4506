using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

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

    private const int WordsOnStackMax = 128;

    public static void CreateFunction(SqliteConnection connection) =>
        sqlite3_create_function(connection.Handle, Function, -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, null, Of);

    // More is better; at most the number of words in the query. It is asked of thousands of rows for one page, so it
    // reads their texts where they lie.
    private static void Of(sqlite3_context context, object data, sqlite3_value[] arguments)
    {
        var words = SearchQuery.Of(sqlite3_value_blob(arguments[0])).Words;
        var weights = words.Length <= WordsOnStackMax ? stackalloc double[words.Length] : new double[words.Length];
        for (var column = 1; column < arguments.Length; column += 2)
        {
            var text = sqlite3_value_blob(arguments[column + 1]);
            if (text.IsEmpty)
                continue;
            var weight = sqlite3_value_double(arguments[column]);
            for (var word = 0; word < words.Length; word++)
                weights[word] += weight * words[word].CountIn(text);
        }

        var score = 0.0;
        foreach (var weight in weights)
            score += weight / (weight + HalfWeight);
        sqlite3_result_double(context, score);
    }
}
