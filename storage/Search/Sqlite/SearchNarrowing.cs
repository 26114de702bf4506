using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace IdeaStorage.Storage.Search.Sqlite;

/// <summary>
/// Words side by side are dear to find: FTS5 reads all rows of each of them, and a pair of syllables is often common
/// where the word is rare (수소, 소촉 and 촉매 of 수소촉매). So it is asked for the rarest of them alone, and each row
/// that it gives is asked by <see cref="SearchMatch"/> whether it holds all of them in their order.
/// </summary>
internal static class SearchNarrowing
{
    /// <summary>
    /// The name of the function in SQL that gives the tokens of a query that stand side by side with others, as a JSON
    /// array; empty where that are more than <see cref="TokensMax"/>.
    /// </summary>
    public const string Tokens = "search_tokens";

    /// <summary>
    /// The name of the function in SQL: the query, then a JSON object that says of each of its <see cref="Tokens"/> how
    /// high it reaches, for example the position of its hundredth newest row: the rarest reaches least. Gives a query
    /// that finds all that the query finds, and perhaps more; the query itself where nothing stands side by side.
    /// </summary>
    public const string Function = "search_narrowed";

    /// <summary>Each costs a look into every segment of the index.</summary>
    private const int TokensMax = 48;

    public static void CreateFunctions(SqliteConnection connection)
    {
        sqlite3_create_function(connection.Handle, Tokens, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, null, GiveTokens);
        sqlite3_create_function(connection.Handle, Function, 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, null, Narrow);
    }

    private static void GiveTokens(sqlite3_context context, object data, sqlite3_value[] arguments)
    {
        var tokens = SearchQuery.Of(sqlite3_value_blob(arguments[0])).Words
            .Where(static word => word.Tokens.Length > 1)
            .SelectMany(static word => word.Tokens)
            .Distinct()
            .ToArray();
        sqlite3_result_text(context, JsonSerializer.Serialize(tokens.Length > TokensMax ? [] : tokens));
    }

    private static void Narrow(sqlite3_context context, object data, sqlite3_value[] arguments)
    {
        var reach = JsonSerializer.Deserialize<Dictionary<string, long>>(
            sqlite3_value_text(arguments[1]).utf8_to_string())!;
        sqlite3_result_text(
            context,
            reach.Count == 0
                ? sqlite3_value_text(arguments[0]).utf8_to_string()
                : Narrowed(SearchQuery.Of(sqlite3_value_blob(arguments[0])), reach));
    }

    /// <summary>A filter of columns is not kept: whoever looks into the rows has to.</summary>
    private static string Narrowed(SearchQuery query, Dictionary<string, long> reach)
    {
        return string.Join(
            " AND ", query.Groups.Select(group => $"({string.Join(" OR ", group.Select(Asked).Distinct())})"));

        string Asked(SoughtWord word) => word.IsPrefix ? $"\"{word.Text}\" *" : $"\"{Rarest(word)}\"";

        string Rarest(SoughtWord word) => word.Tokens.MinBy(token => reach.GetValueOrDefault(token))!;
    }
}
