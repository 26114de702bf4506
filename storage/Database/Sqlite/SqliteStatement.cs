using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>
/// One prepared statement on the bare SQLite interface: bound by position, stepped, reset, used again. The write path
/// uses it because <see cref="SqliteCommand"/> looks up each parameter by name and allocates a reader for every
/// execution.
/// </summary>
internal sealed class SqliteStatement : IRow, IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly string _sql;
    private readonly int[] _slots;

    public SqliteStatement(sqlite3 database, string sql)
    {
        (_database, _sql) = (database, sql);
        var code = sqlite3_prepare_v3(database, sql, SQLITE_PREPARE_PERSISTENT, out _statement, out var tail);
        Check(code, sql);
        if (!string.IsNullOrWhiteSpace(tail))
            throw new ArgumentException($"One statement at a time; this text has more: {sql}", nameof(sql));
        _slots = Slots(sql);
    }

    public void Bind(ReadOnlySpan<object?> parameters)
    {
        if (parameters.Length != _slots.Length)
            throw new ArgumentException($"{_slots.Length} parameters expected, {parameters.Length} given: {_sql}");
        for (var i = 0; i < parameters.Length; i++)
            Check(BindOne(_slots[i], parameters[i]), _sql);
    }

    /// <summary>Binds the columns of the row at which another statement stands.</summary>
    public void BindRow(SqliteStatement row)
    {
        for (var column = 0; column < _slots.Length; column++)
            Check(BindColumn(_slots[column], row, column), _sql);
    }

    /// <summary>Advances to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = sqlite3_step(_statement);
        if (code == SQLITE_ROW)
            return true;
        if (code != SQLITE_DONE)
            Check(code, _sql);
        return false;
    }

    /// <summary>Makes it ready for the next use, and lets go of its locks.</summary>
    public void Reset() => sqlite3_reset(_statement);

    public bool IsNull(int column) => sqlite3_column_type(_statement, column) == SQLITE_NULL;

    public bool IsText(int column) => sqlite3_column_type(_statement, column) == SQLITE_TEXT;

    public bool IsReal(int column) => sqlite3_column_type(_statement, column) == SQLITE_FLOAT;

    public double Real(int column) => sqlite3_column_double(_statement, column);

    public long Int64(int column) => sqlite3_column_int64(_statement, column);

    /// <summary>The whole text, a NUL character in it included; empty for NULL.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>A text's UTF-8 or a blob's bytes; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => sqlite3_column_blob(_statement, column);

    /// <summary>The row at which it stands: texts, numbers and nulls.</summary>
    public object?[] Values()
    {
        var values = new object?[sqlite3_column_count(_statement)];
        for (var column = 0; column < values.Length; column++)
        {
            values[column] = sqlite3_column_type(_statement, column) switch
            {
                SQLITE_NULL => null,
                SQLITE_INTEGER => Int64(column),
                SQLITE_FLOAT => Real(column),
                _ => Text(column),
            };
        }

        return values;
    }

    public void Dispose() => _statement.Dispose();

    private int[] Slots(string sql)
    {
        var slots = new int[sqlite3_bind_parameter_count(_statement)];
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = sqlite3_bind_parameter_index(_statement, $"@p{i}");
            if (slots[i] == 0)
                throw new ArgumentException($"Parameters are @p0, @p1, … without gaps; @p{i} is missing: {sql}");
        }

        return slots;
    }

    private int BindOne(int slot, object? value) => value switch
    {
        null => sqlite3_bind_null(_statement, slot),
        string text => BindText(slot, text),
        long number => sqlite3_bind_int64(_statement, slot, number),
        int number => sqlite3_bind_int(_statement, slot, number),
        uint number => sqlite3_bind_int64(_statement, slot, number),
        bool flag => sqlite3_bind_int(_statement, slot, flag ? 1 : 0),
        double number => sqlite3_bind_double(_statement, slot, number),
        Utf8Text text => sqlite3_bind_text(_statement, slot, text.Bytes.Span),
        byte[] { Length: 0 } => sqlite3_bind_zeroblob(_statement, slot, 0),
        byte[] bytes => sqlite3_bind_blob(_statement, slot, bytes),
        _ => throw new ArgumentException(
            $"A parameter may be text, a number, true or false, bytes or null, not {value.GetType().Name}: {_sql}"),
    };

    private int BindColumn(int slot, SqliteStatement row, int column) =>
        sqlite3_column_type(row._statement, column) switch
        {
            SQLITE_NULL => sqlite3_bind_null(_statement, slot),
            SQLITE_INTEGER => sqlite3_bind_int64(_statement, slot, row.Int64(column)),
            SQLITE_FLOAT => sqlite3_bind_double(_statement, slot, row.Real(column)),
            _ => row.Bytes(column) is { Length: > 0 } bytes
                ? sqlite3_bind_text(_statement, slot, bytes)
                : sqlite3_bind_text(_statement, slot, ""),
        };

    private int BindText(int slot, string text)
    {
        // The binding reads an empty span as NULL, so an empty text takes the overload for strings.
        if (text.Length == 0)
            return sqlite3_bind_text(_statement, slot, "");
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, rented);
        var code = sqlite3_bind_text(_statement, slot, rented.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(rented);
        return code;
    }

    private void Check(int code, string sql)
    {
        if (code == SQLITE_OK)
            return;
        var extended = sqlite3_extended_errcode(_database);
        var message = sqlite3_errmsg(_database).utf8_to_string();
        throw new SqliteException(message, code & 0xff, extended) { Data = { ["sql"] = sql } };
    }
}
