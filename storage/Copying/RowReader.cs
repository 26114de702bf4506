using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using IdeaStorage.Storage.Verification;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace IdeaStorage.Storage.Copying;

/// <summary>
/// The rows of one database as of one moment, in values that are the same whichever database they come from: null,
/// <c>long</c>, <c>double</c>, text, bytes. Others may write on meanwhile.
/// </summary>
internal sealed class RowReader : IDisposable
{
    private const string LogColumns = "stream, version, position, command_id, name, data";

    /// <summary>A whole table may take longer than any other question.</summary>
    private const int Unlimited = 0;

    private readonly DbConnection _connection;
    private readonly DbTransaction _moment;
    private readonly IDisposable _beneath;

    /// <param name="connection">Open, without a transaction.</param>
    /// <param name="beneath">What the connection comes from; disposed of with this object.</param>
    public RowReader(DbConnection connection, IDisposable beneath)
    {
        (_connection, _beneath) = (connection, beneath);
        _moment = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : connection.BeginTransaction(IsolationLevel.RepeatableRead);
        if (connection is NpgsqlConnection)
            Number("SELECT count(set_config('statement_timeout', '0', true))");
    }

    public long Count(KeptTable table) => Number($"SELECT count(*) FROM \"{table.Name}\"");

    public long Number(string sql)
    {
        using var command = Command(sql, []);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Tells an installation from any other: a hash of its first event, whose command's id is random. A log that goes
    /// on keeps it.
    /// </summary>
    public string Identity()
    {
        using var bytes = new RowBytes();
        return Rows($"SELECT {LogColumns} FROM events ORDER BY position LIMIT 1").FirstOrDefault() is { } first
            ? Convert.ToHexStringLower(SHA256.HashData(bytes.Of(first)))
            : "empty";
    }

    public string[] ColumnsOf(KeptTable table)
    {
        using var command = Command($"SELECT * FROM \"{table.Name}\" WHERE 1 = 0", []);
        using var reader = command.ExecuteReader();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    /// <summary>The rows behind a key, or all, in the order of their keys.</summary>
    public IEnumerable<object?[]> Read(KeptTable table, IReadOnlyList<string> columns, object[]? after = null)
    {
        var key = RowWriter.Names(table.Key);
        var behind = after is null
            ? ""
            : $"WHERE ({key}) > ({string.Join(", ", Enumerable.Range(0, after.Length).Select(i => $"@p{i}"))})";
        var time = table.TimeColumn is { } name ? columns.ToList().IndexOf(name) : -1;
        var rows = Rows(
            $"SELECT {RowWriter.Names(columns)} FROM \"{table.Name}\" {behind} ORDER BY {key}", after ?? []);
        return time < 0 ? rows : rows.Select(row => WithMoment(row, time));
    }

    /// <summary>The streams of the log in the order of their names, each with a hash of its events in theirs.</summary>
    public IEnumerable<StreamHash> Streams()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var bytes = new RowBytes();
        var (stream, events) = ("", 0L);
        foreach (var row in Rows($"SELECT {LogColumns} FROM events ORDER BY stream, version"))
        {
            if (events > 0 && stream != (string)row[0]!)
            {
                yield return new StreamHash(stream, events, Convert.ToHexStringLower(hash.GetHashAndReset()));
                events = 0;
            }

            (stream, events) = ((string)row[0]!, events + 1);
            hash.AppendData(bytes.Of(row));
        }

        if (events > 0)
            yield return new StreamHash(stream, events, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public void Dispose()
    {
        _moment.Dispose();
        _beneath.Dispose();
    }

    private IEnumerable<object?[]> Rows(string sql, params object[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = PlainValue(reader.GetValue(i));
            yield return row;
        }
    }

    private DbCommand Command(string sql, object[] parameters)
    {
        var command = _connection.CreateCommand();
        (command.CommandText, command.CommandTimeout, command.Transaction) = (sql, Unlimited, _moment);
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@p{i}", parameters[i]);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static object? PlainValue(object value) => value switch
    {
        DBNull => null,
        string or byte[] or long or double => value,
        bool flag => flag ? 1L : 0L,
        DateTime moment => Moment.ToText(moment),
        _ => Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    private static object?[] WithMoment(object?[] row, int column)
    {
        if (row[column] is string text)
            row[column] = Moment.ToText(Moment.Parse(text).UtcDateTime);
        return row;
    }
}

/// <param name="Stream">Its name.</param>
/// <param name="Events">How many events it has.</param>
/// <param name="Hash">SHA-256 over all of them, positions and commands included.</param>
internal sealed record StreamHash(string Stream, long Events, string Hash);

/// <summary>
/// A moment as text, in the form in which Entity Framework keeps it on SQLite, to the microsecond as PostgreSQL does.
/// </summary>
internal static class Moment
{
    public static string ToText(DateTime utc) =>
        utc.ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture);

    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
