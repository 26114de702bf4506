using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace IdeaStorage.Storage.Search.Sqlite;

/// <summary>
/// Words side by side are dear to find: FTS5 reads all rows of each of them, and a pair of syllables is often common
/// where the word is rare (수소, 소촉 and 촉매 of 수소촉매). Then it is asked for the rarest of them alone, and each row
/// that it gives is asked by <see cref="SearchMatch"/> whether it holds all of them in their order.
/// </summary>
internal static class SearchNarrowing
{
    /// <summary>The name of the function in SQL that gives what must be counted for a query: a JSON array of tokens.
    /// </summary>
    public const string Tokens = "search_tokens";

    /// <summary>The name of the function in SQL: the query, then a JSON object with the rows of each of its
    /// <see cref="Tokens"/>. Gives a query that finds all that the query finds, and perhaps more.</summary>
    public const string Function = "search_narrowed";

    /// <summary>As long as FTS5 takes for so many rows of its index, it takes to read a row and look into it.</summary>
    private const long RowsOfIndexPerRow = 70;

    public static void CreateFunctions(SqliteConnection connection)
    {
        sqlite3_create_function(connection.Handle, Tokens, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, null, GiveTokens);
        sqlite3_create_function(connection.Handle, Function, 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, null, Narrow);
    }

    private static void GiveTokens(sqlite3_context context, object data, sqlite3_value[] arguments)
    {
        var query = SearchQuery.Of(sqlite3_value_blob(arguments[0]));
        IEnumerable<string> tokens = Array.Exists(query.Words, static word => word.Tokens.Length > 1)
            ? query.Words.Where(static word => !word.IsPrefix).SelectMany(static word => word.Tokens).Distinct()
            : [];
        sqlite3_result_text(context, JsonSerializer.Serialize(tokens));
    }

    private static void Narrow(sqlite3_context context, object data, sqlite3_value[] arguments)
    {
        var match = sqlite3_value_text(arguments[0]).utf8_to_string();
        var query = SearchQuery.Of(sqlite3_value_blob(arguments[0]));
        var rows = JsonSerializer.Deserialize<Dictionary<string, long>>(
            sqlite3_value_text(arguments[1]).utf8_to_string())!;
        sqlite3_result_text(context, rows.Count > 0 && IsWorthIt(query, rows) ? Narrowed(query, rows) : match);
    }

    /// <summary>Even if no row that is read is one that was meant.</summary>
    private static bool IsWorthIt(SearchQuery query, Dictionary<string, long> rows)
    {
        var ofIndex = query.Words.Where(static word => word.Tokens.Length > 1)
            .Sum(word => word.Tokens.Sum(token => rows[token]));
        var read = query.Groups.Min(group => group.Sum(word => word.IsPrefix ? ofIndex : rows[Rarest(word, rows)]));
        return read * RowsOfIndexPerRow < ofIndex;
    }

    private static string Narrowed(SearchQuery query, Dictionary<string, long> rows)
    {
        return string.Join(
            " AND ", query.Groups.Select(group => $"({string.Join(" OR ", group.Select(Asked).Distinct())})"));

        string Asked(SoughtWord word) => word.IsPrefix ? $"\"{word.Text}\" *" : $"\"{Rarest(word, rows)}\"";
    }

    private static string Rarest(SoughtWord word, Dictionary<string, long> rows) =>
        word.Tokens.MinBy(token => rows[token])!;
}
