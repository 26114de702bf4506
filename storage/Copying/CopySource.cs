using System.Data.Common;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Postgres;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.Migrations;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace IdeaStorage.Storage.Copying;

/// <summary>Opens an installation's database to look at it; never changes it, nor upgrades its schema.</summary>
internal static class CopySource
{
    /// <exception cref="DatabaseUnusableException">It is not there, cannot be read, has another schema than this
    /// program's, or is itself half of a copy.</exception>
    public static RowReader Open(StorageAddress address)
    {
        var reader = address.Postgres is { } connectionString ? OpenPostgres(connectionString) : OpenSqlite(address);
        try
        {
            Check(reader, address);
            return reader;
        }
        catch (DbException error)
        {
            reader.Dispose();
            throw error is SqliteException damaged
                ? SqliteErrors.Unusable(FileOf(address), damaged)
                : PostgresErrors.Unusable($"{address}", (NpgsqlException)error);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private static RowReader OpenSqlite(StorageAddress address)
    {
        var connection = SqliteSnapshot.OpenReading(FileOf(address));
        return new RowReader(connection, connection);
    }

    private static string FileOf(StorageAddress address) => Path.Combine(address.Folder, SqliteDatabase.FileName);

    private static RowReader OpenPostgres(string connectionString)
    {
        var source = PostgresConnections.Readers(connectionString);
        try
        {
            return new RowReader(source.OpenConnection(), source);
        }
        catch (NpgsqlException exception)
        {
            source.Dispose();
            throw PostgresErrors.Unusable(PostgresConnections.Describe(connectionString), exception);
        }
    }

    private static void Check(RowReader reader, StorageAddress address)
    {
        var (dialect, hasSchema) = address.Postgres is null
            ? ("Sqlite", "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_versions'")
            : ("Postgres", "SELECT count(to_regclass('schema_versions'))");
        var known = Migration.BuiltIn(dialect)[^1].Version;
        var found = reader.Number(hasSchema) == 0 ? 0 : reader.Number("SELECT max(version) FROM schema_versions");
        if (found == 0)
            throw new DatabaseUnusableException(
                DatabaseFault.Missing,
                $"{address}에 설치가 없습니다. 주소를 확인하세요.",
                $"There is no installation in {address}. Check the address.");
        if (found != known)
            throw new DatabaseUnusableException(
                DatabaseFault.AnotherSchema,
                $"{address}의 스키마는 {found}인데 이 프로그램의 스키마는 {known}입니다. 같은 버전의 프로그램을 쓰거나, 이 프로그램으로 "
                + "한 번 시작해 업그레이드하세요.",
                $"{address} has the schema {found}, this program {known}. Use the program of that version, or start "
                + "this one on it once, which upgrades it.");
        if (reader.Number("SELECT count(*) FROM incoming") > 0)
            throw Incoming.HalfCopied($"{address}");
    }
}
