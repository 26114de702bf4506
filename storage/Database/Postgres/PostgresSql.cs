using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace IdeaStorage.Storage.Database.Postgres;

/// <summary>From the form that statements have here to that of the driver.</summary>
internal static partial class PostgresSql
{
    // Statements are constants, so there are as many entries as there are statements in the program.
    private static readonly ConcurrentDictionary<string, string> Positional = new(StringComparer.Ordinal);

    /// <summary>The server's own form of parameters, <c>$1</c> for <c>@p0</c>: the driver need not parse it.</summary>
    public static string ToPositional(string sql) => Positional.GetOrAdd(
        sql, static text => Parameter().Replace(text, match => $"${int.Parse(match.Groups[1].ValueSpan, null) + 1}"));

    public static void Add(NpgsqlParameterCollection parameters, ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
            parameters.Add(ToParameter(value));
    }

    public static NpgsqlBatchCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(ToPositional(sql));
        Add(command.Parameters, values);
        return command;
    }

    /// <summary>An array a column; null if a column has no value by which its type could be told.</summary>
    public static NpgsqlParameter[]? TryMakeArrays(IReadOnlyList<object?[]> rows)
    {
        var arrays = new NpgsqlParameter[rows[0].Length];
        for (var column = 0; column < arrays.Length; column++)
        {
            if (ToArray(rows, column) is not { } array)
                return null;
            arrays[column] = array;
        }

        return arrays;
    }

    private static NpgsqlParameter? ToArray(IReadOnlyList<object?[]> rows, int column) =>
        rows.Select(row => row[column]).FirstOrDefault(value => value is not null) switch
        {
            string or Utf8Text => new NpgsqlParameter<string?[]>
            {
                TypedValue = Column(rows, column, TextOf),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            },
            double => new NpgsqlParameter<double?[]>
            {
                TypedValue = Column<double?>(rows, column, value => (double?)value),
            },
            long or int or uint or bool => new NpgsqlParameter<long?[]>
            {
                TypedValue = Column<long?>(
                    rows, column, value => value is null ? null : Convert.ToInt64(value, null)),
            },
            _ => null,
        };

    private static T[] Column<T>(IReadOnlyList<object?[]> rows, int column, Func<object?, T> read)
    {
        var values = new T[rows.Count];
        for (var row = 0; row < values.Length; row++)
            values[row] = read(rows[row][column]);
        return values;
    }

    private static string? TextOf(object? value) => value switch
    {
        null => null,
        Utf8Text text => Storable(Encoding.UTF8.GetString(text.Bytes.Span)),
        _ => Storable((string)value),
    };

    private static NpgsqlParameter ToParameter(object? value) => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value },
        string text => new NpgsqlParameter<string> { TypedValue = Storable(text), NpgsqlDbType = NpgsqlDbType.Text },
        long number => new NpgsqlParameter<long> { TypedValue = number },
        int number => new NpgsqlParameter<long> { TypedValue = number },
        uint number => new NpgsqlParameter<long> { TypedValue = number },
        bool flag => new NpgsqlParameter<long> { TypedValue = flag ? 1 : 0 },
        double number => new NpgsqlParameter<double> { TypedValue = number },
        Utf8Text text => new NpgsqlParameter { Value = text.Bytes, NpgsqlDbType = NpgsqlDbType.Text },
        byte[] bytes => new NpgsqlParameter<byte[]> { TypedValue = bytes },
        long[] numbers => new NpgsqlParameter<long[]> { TypedValue = numbers },
        string[] texts => new NpgsqlParameter<string[]> { TypedValue = texts },
        _ => throw new ArgumentException(
            $"A parameter may be text, a number, true or false, bytes or null, not {value.GetType().Name}."),
    };

    /// <summary>
    /// What is no Unicode is replaced, as it is everywhere when it becomes UTF-8; the driver would break the connection
    /// over it.
    /// </summary>
    /// <exception cref="ArgumentException">It holds a NUL character, which PostgreSQL cannot store.</exception>
    private static string Storable(string text)
    {
        if (text.Contains('\0'))
            throw new ArgumentException("PostgreSQL stores no NUL character (U+0000) in a text.");
        return text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')
            ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))
            : text;
    }

    [GeneratedRegex(@"@p(\d+)")]
    private static partial Regex Parameter();
}

/// <summary>The row at which a reader stands.</summary>
internal sealed class PostgresRow(NpgsqlDataReader reader) : IRow
{
    public bool IsNull(int column) => reader.IsDBNull(column);

    public long Int64(int column) => reader.GetInt64(column);

    public string Text(int column) => reader.IsDBNull(column) ? "" : reader.GetString(column);

    public ReadOnlySpan<byte> Bytes(int column) =>
        reader.IsDBNull(column) ? [] : reader.GetFieldValue<byte[]>(column);
}
