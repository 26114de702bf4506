using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace IdeaStorage.Storage.Database.Postgres;

/// <summary>
/// The form of a statement in which it runs once for many sets of values: they come as one array a parameter, and
/// <c>unnest</c> makes rows of them. A row costs a fraction of what a statement of its own would.
/// </summary>
/// <param name="Sql">Its parameters are arrays.</param>
/// <param name="IsPlainInsert">Whether it reads no rows, so that it may make several of one stream at once.</param>
internal sealed partial record ManyRows(string Sql, bool IsPlainInsert)
{
    // Statements are constants, so there are as many entries as there are statements in the program.
    private static readonly ConcurrentDictionary<string, ManyRows?> Known = new(StringComparer.Ordinal);

    /// <summary>
    /// The form for an <c>INSERT … VALUES</c>, <c>INSERT … SELECT … WHERE</c>, <c>UPDATE … WHERE</c> or
    /// <c>DELETE … WHERE</c>; null for any other statement, and where a conflict has a consequence (one statement must
    /// not meet a row twice) unless it groups its rows.
    /// </summary>
    public static ManyRows? Of(string sql) => Known.GetOrAdd(sql, Make);

    private static ManyRows? Make(string sql)
    {
        if (!Parameter().IsMatch(sql) || (sql.Contains("ON CONFLICT", StringComparison.Ordinal)
            && !sql.Contains("GROUP BY", StringComparison.Ordinal)))
            return null;
        var rows = Rows(sql);
        if (Values().Match(sql) is { Success: true } insert)
        {
            return new ManyRows(
                OfRow($"{insert.Groups["into"]} SELECT {insert.Groups["values"]} FROM {rows}"), IsPlainInsert: true);
        }

        var word = Verb().Match(sql).Value switch
        {
            "INSERT" => ",",
            "UPDATE" => " FROM",
            "DELETE" => " USING",
            _ => null,
        };
        return word is not null && TryFindWhere(sql, out var at)
            ? new ManyRows(OfRow($"{sql[..at].TrimEnd()}{word} {rows} {sql[at..]}"), IsPlainInsert: false)
            : null;
    }

    private static string Rows(string sql)
    {
        var count = Parameter().Matches(sql).Max(match => int.Parse(match.Groups["number"].ValueSpan, null)) + 1;
        var arrays = string.Join(", ", Enumerable.Range(1, count).Select(number => $"${number}"));
        var columns = string.Join(", ", Enumerable.Range(0, count).Select(number => $"p{number}"));
        return $"unnest({arrays}) AS d ({columns})";
    }

    private static string OfRow(string sql) => Parameter().Replace(sql, "d.p${number}");

    /// <summary>The last WHERE that stands in no parentheses.</summary>
    private static bool TryFindWhere(string sql, out int at)
    {
        at = -1;
        foreach (Match where in Where().Matches(sql))
        {
            var before = sql.AsSpan(0, where.Index);
            if (before.Count('(') == before.Count(')'))
                at = where.Index;
        }

        return at >= 0;
    }

    [GeneratedRegex(@"@p(?<number>\d+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(
        @"\A\s*(?<into>INSERT INTO \w+ \([^)]*\))\s*VALUES \((?<values>.*)\)\s*\z", RegexOptions.Singleline)]
    private static partial Regex Values();

    [GeneratedRegex(@"(?<=\A\s*)[A-Z]+")]
    private static partial Regex Verb();

    [GeneratedRegex(@"\bWHERE\b")]
    private static partial Regex Where();
}
