using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace IdeaStorage.Storage.Copying;

/// <summary>Inserts many rows in the quickest way that a database has.</summary>
internal static class RowWriter
{
    public static void Insert(
        DbConnection connection, DbTransaction transaction, KeptTable table, IReadOnlyList<string> columns,
        IEnumerable<object?[]> rows)
    {
        if (connection is NpgsqlConnection postgres)
            InsertPostgres(postgres, transaction, table, columns, rows);
        else
            InsertSqlite((SqliteConnection)connection, (SqliteTransaction)transaction, table, columns, rows);
    }

    /// <summary>Identity's tables have names in mixed case, so all names are quoted.</summary>
    public static string Names(IEnumerable<string> columns) =>
        string.Join(", ", columns.Select(column => $"\"{column}\""));

    private static void InsertSqlite(
        SqliteConnection connection, SqliteTransaction transaction, KeptTable table, IReadOnlyList<string> columns,
        IEnumerable<object?[]> rows)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var parameters = columns.Select((_, i) => command.Parameters.AddWithValue($"@p{i}", DBNull.Value)).ToArray();
        command.CommandText = $"INSERT INTO \"{table.Name}\" ({Names(columns)}) "
            + $"VALUES ({string.Join(", ", parameters.Select(parameter => parameter.ParameterName))})";
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                parameters[i].Value = row[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }

    private static void InsertPostgres(
        NpgsqlConnection connection, DbTransaction transaction, KeptTable table, IReadOnlyList<string> columns,
        IEnumerable<object?[]> rows)
    {
        var types = TypesOf(connection, transaction, table, columns);
        using var import = connection.BeginBinaryImport(
            $"COPY \"{table.Name}\" ({Names(columns)}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            import.StartRow();
            for (var i = 0; i < row.Length; i++)
                Write(import, row[i], types[i]);
        }

        import.Complete();
    }

    private static void Write(NpgsqlBinaryImporter import, object? value, string type)
    {
        if (value is null)
            import.WriteNull();
        else
            import.Write(OfType(value, type), type);
    }

    /// <summary>What PostgreSQL has a type of its own for is a plain value everywhere else.</summary>
    private static object OfType(object value, string type) => type switch
    {
        "boolean" => (long)value != 0,
        "integer" => checked((int)(long)value),
        "timestamp with time zone" => Moment.Parse((string)value).UtcDateTime,
        _ => value,
    };

    private static string[] TypesOf(
        NpgsqlConnection connection, DbTransaction transaction, KeptTable table, IReadOnlyList<string> columns)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Names(columns)} FROM \"{table.Name}\" WHERE false";
        command.Transaction = (NpgsqlTransaction)transaction;
        using var reader = command.ExecuteReader();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeName)];
    }
}
