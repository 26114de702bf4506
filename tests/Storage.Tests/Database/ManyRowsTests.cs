using IdeaStorage.Storage.Database.Postgres;

namespace IdeaStorage.Storage.Tests.Database;

/// <summary>Which statements run once for many sets of values, and how.</summary>
public sealed class ManyRowsTests
{
    [Theory]
    [InlineData(
        "INSERT INTO t (a, b) VALUES (@p0, CASE WHEN @p1 > 1 THEN 'x' ELSE 'y' END)",
        "INSERT INTO t (a, b) SELECT d.p0, CASE WHEN d.p1 > 1 THEN 'x' ELSE 'y' END "
            + "FROM unnest($1, $2) AS d (p0, p1)")]
    [InlineData(
        "UPDATE t SET a = @p1, b = (SELECT COUNT(*) FROM u WHERE k = @p0) WHERE id = @p0",
        "UPDATE t SET a = d.p1, b = (SELECT COUNT(*) FROM u WHERE k = d.p0) "
            + "FROM unnest($1, $2) AS d (p0, p1) WHERE id = d.p0")]
    [InlineData(
        "DELETE FROM t WHERE id = @p0 AND b = @p1",
        "DELETE FROM t USING unnest($1, $2) AS d (p0, p1) WHERE id = d.p0 AND b = d.p1")]
    [InlineData(
        "INSERT INTO t (a, b) SELECT @p1, b FROM u WHERE id = @p0",
        "INSERT INTO t (a, b) SELECT d.p1, b FROM u, unnest($1, $2) AS d (p0, p1) WHERE id = d.p0")]
    [InlineData(
        "INSERT INTO t (k, n) SELECT k, SUM(@p1) FROM u WHERE id = @p0 GROUP BY k ON CONFLICT (k) DO UPDATE SET n = 1",
        "INSERT INTO t (k, n) SELECT k, SUM(d.p1) FROM u, unnest($1, $2) AS d (p0, p1) WHERE id = d.p0 GROUP BY k "
            + "ON CONFLICT (k) DO UPDATE SET n = 1")]
    public void Of_TakesItsValuesFromArrays(string sql, string many) => Assert.Equal(many, ManyRows.Of(sql)?.Sql);

    [Theory]
    [InlineData("INSERT INTO t (a) VALUES (@p0) ON CONFLICT DO NOTHING")]
    [InlineData("SELECT a FROM t WHERE id = @p0")]
    [InlineData("UPDATE t SET a = @p0")]
    [InlineData("DELETE FROM t")]
    [InlineData("SAVEPOINT work")]
    public void Of_WhenItCannotMeetEachRowOnce_IsNull(string sql) => Assert.Null(ManyRows.Of(sql));

    [Fact]
    public void Add_KeepsTheOrderWithinAStream_AndJoinsTheLikesOfSeveral()
    {
        const string insert = "INSERT INTO t (id, n) VALUES (@p0, @p1)";
        const string count = "UPDATE t SET n = n + @p1 WHERE id = @p0";
        var collected = new CollectedStatements();
        foreach (var stream in (string[])["a", "b", "c"])
        {
            collected.Add(stream, insert, [stream, 0L]);
            collected.Add(stream, count, [stream, 1L]);
        }

        // A row that is changed twice by one statement would be changed once.
        collected.Add("b", count, ["b", 2L]);

        Assert.Equal((3, 7), (collected.Count, collected.Rows));
        var batch = collected.ToBatch(new Npgsql.NpgsqlConnection(), null);
        Assert.Equal(
            [ManyRows.Of(insert)!.Sql, ManyRows.Of(count)!.Sql, "UPDATE t SET n = n + $2 WHERE id = $1"],
            Enumerable.Range(0, 3).Select(number => batch.BatchCommands[number].CommandText));
        Assert.Equal(new string?[] { "a", "b", "c" }, batch.BatchCommands[0].Parameters[0].Value);
        Assert.Equal(new long?[] { 1, 1, 1 }, batch.BatchCommands[1].Parameters[1].Value);
    }

    [Fact]
    public void Add_AfterAStatementOfNoStream_JoinsNothingBeforeIt()
    {
        const string insert = "INSERT INTO t (id) VALUES (@p0)";
        var collected = new CollectedStatements();
        collected.Add("a", insert, ["a"]);
        collected.Add("SAVEPOINT work", []);
        collected.Add("b", insert, ["b"]);

        Assert.Equal(3, collected.Count);
    }

    [Fact]
    public void ToBatch_WhenAColumnHasNoValueAtAll_SendsEachRowByItself()
    {
        var collected = new CollectedStatements();
        collected.Add("a", "INSERT INTO t (id, n) VALUES (@p0, @p1)", ["a", null]);
        collected.Add("b", "INSERT INTO t (id, n) VALUES (@p0, @p1)", ["b", null]);

        Assert.Equal(2, collected.ToBatch(new Npgsql.NpgsqlConnection(), null).BatchCommands.Count);
    }
}
