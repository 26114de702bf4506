using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace IdeaStorage.Storage.Tests.Database;

/// <summary>What of a driver's exceptions passes by itself.</summary>
public sealed class DatabaseFailureTests
{
    [Theory]
    [InlineData("08006", true)]
    [InlineData("25006", true)]
    [InlineData("40P01", true)]
    [InlineData("53100", true)]
    [InlineData("53300", true)]
    [InlineData("55P03", true)]
    [InlineData("57014", true)]
    [InlineData("57P01", true)]
    [InlineData("57P02", true)]
    [InlineData("57P03", true)]
    [InlineData("58030", true)]
    [InlineData("22P02", false)]
    [InlineData("23505", false)]
    [InlineData("25P02", false)]
    [InlineData("42601", false)]
    public void Is_OfAnErrorOfPostgres_FollowsItsClass(string sqlState, bool expected)
    {
        var error = new PostgresException("said", "FATAL", "FATAL", sqlState);

        Assert.Equal(expected, DatabaseFailure.Is(error));
        Assert.Equal(expected, DatabaseFailure.Is(new InvalidOperationException("wrapped", error)));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(10, true)]
    [InlineData(13, true)]
    [InlineData(1, false)]
    [InlineData(19, false)]
    public void Is_OfAnErrorOfSqlite_FollowsItsCode(int code, bool expected) =>
        Assert.Equal(expected, DatabaseFailure.Is(new SqliteException("said", code)));

    [Fact]
    public void Is_OfALostConnectionOrOurOwn_ButNotOfAnyFile()
    {
        Assert.True(DatabaseFailure.Is(new NpgsqlException("lost", new IOException("reset"))));
        Assert.True(DatabaseFailure.Is(new StorageUnavailableException("not now")));
        Assert.False(DatabaseFailure.Is(new IOException("no such file")));
        Assert.False(DatabaseFailure.Is(new InvalidOperationException("a bug")));
    }
}
