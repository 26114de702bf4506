using IdeaStorage.Storage.Copying;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IdeaStorage.Storage;

/// <summary>Where an installation's database is, and its blobs.</summary>
/// <param name="Folder">The folder of the blobs, and of the database if that is SQLite.</param>
/// <param name="Postgres">How Npgsql connects to PostgreSQL, or null for SQLite.</param>
public sealed record StorageAddress(string Folder, string? Postgres = null)
{
    /// <summary>The word for the SQLite database in the folder.</summary>
    public const string Sqlite = "sqlite";

    private static readonly string[] Schemes = ["postgres", "postgresql"];

    /// <summary>What is wrong with this text as a database, in English and Korean, or null.</summary>
    public static string? FaultOf(string? text)
    {
        try
        {
            Parse(text, "");
            return null;
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            // The text may hold a password, so it is not repeated, and neither is what the parser says of it.
            return "--database takes 'sqlite', postgres://user:password@host:5432/database or Host=…;Database=…;"
                + "Username=…;Password=…. / --database에는 sqlite, postgres://사용자:비밀번호@서버:5432/데이터베이스, 또는 "
                + "Host=…;Database=…;Username=…;Password=… 를 적으세요.";
        }
    }

    /// <summary>Whether this text, which is right, names a PostgreSQL database.</summary>
    public static bool IsPostgres(string? text) => Parse(text, "").Postgres is not null;

    /// <param name="text">
    /// <c>sqlite</c> or nothing, <c>postgres://user:password@host:port/database</c>, or a connection string of Npgsql.
    /// </param>
    /// <param name="folder">The data folder.</param>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static StorageAddress Parse(string? text, string folder)
    {
        if (string.IsNullOrWhiteSpace(text) || text == Sqlite)
            return new StorageAddress(folder);
        var settings = text.Contains("://", StringComparison.Ordinal) ? FromUri(new Uri(text)) : new(text);
        if (string.IsNullOrEmpty(settings.Host))
            throw new ArgumentException("A connection string names a host.", nameof(text));
        return new StorageAddress(folder, settings.ConnectionString);
    }

    /// <summary>Whether both connect to one database in one way, however they say so.</summary>
    public bool IsSameDatabaseAs(StorageAddress other) => Postgres is null || other.Postgres is null
        ? this == other
        : new NpgsqlConnectionStringBuilder(Postgres).EquivalentTo(new NpgsqlConnectionStringBuilder(other.Postgres));

    /// <summary>
    /// For commands: they work on what a server left, and change it only where it has this program's schema. A server
    /// makes the database that it does not find, and upgrades an older one.
    /// </summary>
    /// <param name="mayBeNew">Whether there may be no installation yet, because the command makes one.</param>
    /// <exception cref="DatabaseUnusableException">There is no installation, it has another schema, or it cannot be
    /// read.</exception>
    public void CheckIsCurrent(bool mayBeNew = false)
    {
        try
        {
            CopySource.Open(this).Dispose();
        }
        catch (DatabaseUnusableException error) when (mayBeNew && error.Fault is DatabaseFault.Missing)
        {
            // What opens it makes it.
        }
    }

    /// <summary>For messages: never with a password.</summary>
    public override string ToString() => Postgres is null ? Folder : PostgresConnections.Describe(Postgres);

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        if (!Schemes.Contains(uri.Scheme))
            throw new ArgumentException($"Unknown scheme '{uri.Scheme}'.", nameof(uri));
        var settings = new NpgsqlConnectionStringBuilder { Host = uri.Host };
        if (uri.Port > 0)
            settings.Port = uri.Port;
        if (uri.AbsolutePath.Trim('/') is { Length: > 0 } database)
            settings.Database = Uri.UnescapeDataString(database);
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            settings.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            settings.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (pair.Split('=', 2)[0], pair.Split('=', 2)[^1]);
            settings[name == "sslmode" ? "SSL Mode" : Uri.UnescapeDataString(name)] = Uri.UnescapeDataString(value);
        }

        return settings;
    }
}

/// <summary>Composition of storage at an address.</summary>
public static class StorageRegistration
{
    /// <summary>SQLite or PostgreSQL, with blobs in the folder; see <see cref="SqliteStorage"/> and
    /// <see cref="PostgresStorage"/>.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="address">Where the data is.</param>
    /// <param name="isIncoming">Whether the database may be half of a copy, because this is who copies.</param>
    public static IServiceCollection AddStorage(
        this IServiceCollection services, StorageAddress address, bool isIncoming = false) =>
        address.Postgres is { } connectionString
            ? services.AddPostgresStorage(connectionString, address.Folder, isIncoming: isIncoming)
            : services.AddSqliteStorage(address.Folder, isIncoming);
}
