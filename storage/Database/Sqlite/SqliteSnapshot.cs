using System.Globalization;
using IdeaStorage.Storage.EventLog;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>
/// A copy of a database as of one moment, while others may write on. It holds no page that was freed, so nothing that
/// was erased. Source: https://www.sqlite.org/lang_vacuum.html#vacuuminto.
/// </summary>
internal static class SqliteSnapshot
{
    private const int StepsPerReport = 200_000;

    /// <param name="source">The database's file.</param>
    /// <param name="target">A file that is made, over what lies there.</param>
    /// <param name="progress">Told in bytes.</param>
    /// <param name="cancellationToken">Ends it; the target is left half-made.</param>
    /// <exception cref="DatabaseUnusableException">There is no such database, or it cannot be read.</exception>
    /// <exception cref="StorageUnavailableException">It cannot be copied now.</exception>
    /// <exception cref="IOException">The target cannot be made.</exception>
    public static void Take(
        string source, string target, IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        Delete(target);
        using var connection = OpenReading(source);
        var bytes = Number(connection, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
        sqlite3_progress_handler(
            connection.Handle, StepsPerReport,
            _ =>
            {
                Report(progress, target, bytes);
                return cancellationToken.IsCancellationRequested ? 1 : 0;
            },
            null);
        try
        {
            // SQLite writes into an empty file as it is; one that it made, everybody could read.
            PrivateFiles.Create(target).Dispose();
            using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO @target";
            command.Parameters.AddWithValue("@target", target);
            command.ExecuteNonQuery();
            progress?.Report(new JobProgress(JobStages.Snapshot, bytes, bytes));
        }
        catch (SqliteException error)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw SqliteErrors.Unavailable(error);
        }
        finally
        {
            sqlite3_progress_handler(connection.Handle, 0, null, null);
        }
    }

    /// <summary>Deletes one, whole or half-made, with the journal that SQLite leaves where it had no room to go
    /// on.</summary>
    public static void Delete(string target)
    {
        File.Delete(target);
        File.Delete(target + "-journal");
    }

    /// <exception cref="DatabaseUnusableException">There is no such database.</exception>
    public static void CheckIsThere(string file)
    {
        if (!File.Exists(file))
            throw new DatabaseUnusableException(
                DatabaseFault.Missing,
                $"데이터베이스 ‘{file}’이 없습니다. --data로 데이터 폴더를 지정하세요.",
                $"There is no database '{file}'. Name its folder with --data.");
    }

    /// <summary>A connection of its own to a database that another process may be writing.</summary>
    /// <exception cref="DatabaseUnusableException">There is no such database, or it cannot be read.</exception>
    public static SqliteConnection OpenReading(string file)
    {
        CheckIsThere(file);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            _ = Number(connection, "SELECT count(*) FROM sqlite_master");
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw SqliteErrors.Unusable(file, error);
        }
    }

    public static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>What SQLite finds wrong with a file: tables, indexes and their agreement; empty when it is
    /// intact.</summary>
    /// <exception cref="StorageUnavailableException">It cannot be read now.</exception>
    public static List<string> Faults(string file)
    {
        using var connection = OpenReading(file);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(20)";
        var faults = new List<string>();
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
                faults.Add(reader.GetString(0));
        }
        catch (SqliteException error) when (SqliteErrors.IsDatabaseFailure(error))
        {
            faults.Add(error.Message);
        }

        return faults is ["ok"] ? [] : faults;
    }

    private static void Report(IProgress<JobProgress>? progress, string target, long bytes)
    {
        var file = new FileInfo(target);
        if (file.Exists)
            progress?.Report(new JobProgress(JobStages.Snapshot, Math.Min(file.Length, bytes), bytes));
    }
}
