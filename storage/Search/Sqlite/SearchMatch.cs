using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace IdeaStorage.Storage.Search.Sqlite;

/// <summary>
/// Whether a row answers a <see cref="SearchQuery"/>, told from the row itself, as FTS5 would tell it from its index.
/// In which columns its words may stand is said by what is given.
/// </summary>
internal static class SearchMatch
{
    /// <summary>The name of the function in SQL: the query, then a text for each column.</summary>
    public const string Function = "search_matches";

    public static void CreateFunction(SqliteConnection connection) =>
        sqlite3_create_function(connection.Handle, Function, -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, null, Of);

    private static void Of(sqlite3_context context, object data, sqlite3_value[] arguments)
    {
        var groups = SearchQuery.Of(sqlite3_value_blob(arguments[0])).Groups;
        sqlite3_result_int(context, groups.Length > 0 && Array.TrueForAll(groups, IsFound) ? 1 : 0);

        bool IsFound(SoughtWord[] group)
        {
            for (var column = 1; column < arguments.Length; column++)
            {
                var text = sqlite3_value_blob(arguments[column]);
                foreach (var word in group)
                {
                    if (word.IsIn(text))
                        return true;
                }
            }

            return false;
        }
    }
}
