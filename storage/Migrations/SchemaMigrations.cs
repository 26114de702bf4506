using System.Data.Common;
using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.Migrations;

/// <summary>Brings a database to this program's schema.</summary>
internal static class SchemaMigrations
{
    /// <summary>Applies what is missing, in a transaction that keeps every other program from doing the same.</summary>
    /// <exception cref="DatabaseUnusableException">The schema is newer than this program, or another.</exception>
    public static void Apply(DbTransaction transaction, TimeProvider time, IReadOnlyList<Migration> known)
    {
        Execute(transaction, """
            CREATE TABLE IF NOT EXISTS schema_versions (
                version INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at BIGINT NOT NULL)
            """);
        var applied = Applied(transaction);
        CheckApplied(applied, known);
        foreach (var migration in known.Where(migration => !applied.ContainsKey(migration.Version)))
        {
            if (applied.Count > 0 && migration.Version < applied.Keys.Max())
                throw new DatabaseUnusableException(
                    DatabaseFault.AnotherSchema,
                    $"데이터베이스가 {migration.Name} 마이그레이션을 건너뛰었습니다. 공개되지 않은 프로그램으로 만든 것이니 "
                    + "빈 데이터 폴더로 시작하세요.",
                    $"The database skipped the migration {migration.Name}, which newer ones build on. It was made by a "
                    + "program that was never released; start with an empty data folder.");
            Execute(transaction, migration.Sql);
            Record(transaction, migration, time.GetUtcNow());
        }
    }

    private static void CheckApplied(
        SortedDictionary<int, (string Name, string Hash)> applied, IReadOnlyList<Migration> known)
    {
        foreach (var (version, (name, hash)) in applied)
        {
            var migration = known.FirstOrDefault(migration => migration.Version == version)
                ?? throw new DatabaseUnusableException(
                    DatabaseFault.AnotherSchema,
                    $"데이터베이스가 이 프로그램보다 새것입니다. 이 프로그램이 모르는 {name} 마이그레이션이 있습니다. 더 새로운 "
                    + "프로그램을 실행하거나, 그 프로그램을 시작하기 전의 백업을 되살리세요.",
                    $"The database is newer than this program: it has the migration {name}, which this program does "
                    + "not know. Run the newer program, or restore a backup from before its start.");
            if (migration.Hash != hash)
                throw new DatabaseUnusableException(
                    DatabaseFault.AnotherSchema,
                    $"{name} 마이그레이션이 이 프로그램에 있는 것과 다르게 적용되었습니다. 데이터베이스를 만든 프로그램을 실행하거나, "
                    + "빈 데이터 폴더로 시작하세요.",
                    $"The migration {name} was applied with another text than this program has. Run the program that "
                    + "made the database, or start with an empty data folder.");
        }
    }

    private static SortedDictionary<int, (string Name, string Hash)> Applied(DbTransaction transaction)
    {
        var applied = new SortedDictionary<int, (string, string)>();
        using var command = Command(transaction, "SELECT version, name, hash FROM schema_versions");
        using var reader = command.ExecuteReader();
        while (reader.Read())
            applied.Add(reader.GetInt32(0), (reader.GetString(1), reader.GetString(2)));
        return applied;
    }

    private static void Record(DbTransaction transaction, Migration migration, DateTimeOffset at) =>
        Execute(
            transaction,
            "INSERT INTO schema_versions (version, name, hash, applied_at) VALUES (@p0, @p1, @p2, @p3)",
            migration.Version, migration.Name, migration.Hash, at.ToUnixTimeMilliseconds());

    private static void Execute(DbTransaction transaction, string sql, params object[] parameters)
    {
        using var command = Command(transaction, sql);
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@p{i}", parameters[i]);
            command.Parameters.Add(parameter);
        }

        command.ExecuteNonQuery();
    }

    private static DbCommand Command(DbTransaction transaction, string sql)
    {
        var command = transaction.Connection!.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        return command;
    }
}
