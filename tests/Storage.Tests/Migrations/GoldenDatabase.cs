using System.Globalization;
using System.Text;
using Dapper;
using IdeaStorage.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace IdeaStorage.Storage.Tests.Migrations;

/// <summary>
/// The rows of a small installation as a program with an earlier schema left them, as SQL for the SQLite schema of that
/// version. Written once, by the program of that version, and never changed. Only those of the versions before 11, and
/// before the first release, are its rows without what they did not have yet, and with the score of their time.
/// </summary>
internal static class GoldenDatabase
{
    public static IReadOnlyList<Migration> Migrations { get; } = Migration.BuiltIn("Sqlite");

    public static string FileOf(int version) =>
        Path.Combine(AppContext.BaseDirectory, "Fixtures", $"golden-database-v{version}.sql");

    /// <summary>Makes the database of that version in a data folder.</summary>
    public static void Make(string folder, int version)
    {
        Directory.CreateDirectory(folder);
        using var connection = new SqliteConnection($"Data Source={folder}/ideastorage.db;Pooling=False");
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("""
            CREATE TABLE schema_versions (
                version INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at BIGINT NOT NULL)
            """);
        foreach (var migration in Migrations.Take(version))
            connection.Execute(migration.Sql);
        connection.Execute(File.ReadAllText(FileOf(version)));
    }

    /// <summary>All rows of a database as such a file.</summary>
    public static string Write(SqliteConnection connection)
    {
        var sql = new StringBuilder();
        foreach (var table in TablesOf(connection))
        {
            var key = table == "organisation_search" ? "rowid, " : "";
            using var reader = connection.ExecuteReader($"SELECT {key}* FROM \"{table}\" ORDER BY 1, 2");
            var columns = Enumerable.Range(0, reader.FieldCount).Select(i => $"\"{reader.GetName(i)}\"").ToList();
            while (reader.Read())
            {
                var values = columns.Select((_, i) => Literal(reader.GetValue(i)));
                sql.AppendLine(CultureInfo.InvariantCulture,
                    $"INSERT INTO \"{table}\" ({string.Join(", ", columns)}) VALUES ({string.Join(", ", values)});");
            }
        }

        return sql.ToString();
    }

    /// <summary>Tables with rows of their own; the full-text engine keeps its index in tables beside them.</summary>
    public static List<string> TablesOf(SqliteConnection connection) =>
    [
        .. connection.Query<string>(
            """
            SELECT name FROM sqlite_schema
            WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_search_%' AND name <> 'idea_terms'
            ORDER BY rowid
            """),
    ];

    private static string Literal(object value) => value switch
    {
        DBNull => "NULL",
        string text => $"'{text.Replace("'", "''")}'",
        byte[] bytes => $"x'{Convert.ToHexString(bytes)}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
