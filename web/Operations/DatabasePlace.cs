using IdeaStorage.Storage;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Web.Startup.Configuration;

namespace IdeaStorage.Web.Operations;

/// <summary>Where an installation's database is, as the ends of a copy name it.</summary>
internal static class DatabasePlace
{
    private const string Sqlite = "sqlite";
    private const string Postgres = "postgres";

    /// <summary>What is wrong with such a text, or null. It may hold a password, so it is not repeated.</summary>
    public static string? FaultOf(string? text, Settings settings)
    {
        try
        {
            Parse(text ?? "", "", settings);
            return null;
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return OperationWords.NoDatabase;
        }
    }

    /// <param name="text">
    /// <c>sqlite</c>, <c>sqlite:</c> with a data folder or its database file, <c>postgres</c> for the one that is
    /// configured, <c>postgres://user@host/database</c>, or <c>postgres:</c> with a connection string of Npgsql.
    /// </param>
    /// <param name="data">The data folder, where the text names none.</param>
    /// <param name="settings">What is configured.</param>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static StorageAddress Parse(string text, string data, Settings settings)
    {
        if (text is Sqlite or Sqlite + ":")
            return new StorageAddress(data);
        if (text.StartsWith(Sqlite + ":", StringComparison.Ordinal))
            return new StorageAddress(FolderOf(text[(Sqlite.Length + 1)..]));
        var address = StorageAddress.Parse(
            text == Postgres ? settings.DatabaseOrDefault
                : text.Contains("://", StringComparison.Ordinal) ? text
                : text.StartsWith(Postgres + ":", StringComparison.Ordinal) ? text[(Postgres.Length + 1)..]
                : throw new ArgumentException("Neither of the two databases.", nameof(text)),
            data);
        return address.Postgres is not null
            ? address
            : throw new ArgumentException("No connection is given.", nameof(text));
    }

    private static string FolderOf(string path) => Path.GetFullPath(
        Path.GetFileName(path) == SqliteDatabase.FileName ? Path.GetDirectoryName(Path.GetFullPath(path))! : path);
}
