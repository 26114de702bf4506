using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace IdeaStorage.Storage.Search.Sqlite;

/// <summary>Counts for each of some terms the rows that hold it.</summary>
internal sealed class TermCounts
{
    /// <summary>
    /// The name of the aggregate in SQL: the terms as a JSON array, then a text for each column. Gives a JSON object of
    /// those that any row holds; NULL without rows.
    /// </summary>
    public const string Function = "search_counts";

    private readonly Dictionary<string, int> _rows;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byText;
    private readonly HashSet<string> _inRow = new(StringComparer.Ordinal);

    private TermCounts(string terms)
    {
        _rows = JsonSerializer.Deserialize<string[]>(terms)!.Distinct().ToDictionary(
            static term => term, static _ => 0, StringComparer.Ordinal);
        _byText = _rows.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static void CreateFunction(SqliteConnection connection) =>
        connection.CreateAggregate<TermCounts?, string?>(
            Function, null,
            static (counts, arguments) => (counts ?? new TermCounts((string)arguments[0]!)).Add(arguments.AsSpan(1)),
            static counts => counts?.ToString());

    public override string ToString() =>
        JsonSerializer.Serialize(_rows.Where(static pair => pair.Value > 0).ToDictionary());

    private TermCounts Add(ReadOnlySpan<object?> columns)
    {
        _inRow.Clear();
        foreach (var column in columns)
        {
            var text = column as string ?? "";
            foreach (var range in text.AsSpan().Split(' '))
            {
                if (_byText.TryGetValue(text.AsSpan(range), out var term, out _))
                    _inRow.Add(term);
            }
        }

        foreach (var term in _inRow)
            _rows[term]++;
        return this;
    }
}
