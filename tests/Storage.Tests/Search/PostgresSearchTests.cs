using IdeaStorage.Storage.Search;
using IdeaStorage.Storage.Search.Postgres;

namespace IdeaStorage.Storage.Tests.Search;

/// <summary>The statements of search on PostgreSQL, as texts.</summary>
public sealed class PostgresSearchTests
{
    [Fact]
    public void Words_StandInTheStatement_SoThatEachIsPlannedByHowCommonTheyAre()
    {
        var search = new PostgresSearch();

        foreach (var found in (SearchClause?[])
            [
                search.Ideas("폐열 회수", MatchMode.All), search.Organisations("폐열", MatchMode.Any),
                search.IdeasWith(["폐열"]),
            ])
        {
            Assert.DoesNotContain("@match", found!.Sql, StringComparison.Ordinal);
            Assert.Contains("''폐열''", found.Sql, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Words_OfFields_KeepTheirOrder_AndAreNeverSideBySideAcrossFields() => Assert.Equal(
        "'폐열':1A '회수':2A '폐열':3A '배관':5D ",
        new PostgresWords().Add("폐열 회수 폐열 ", 'A').Add("배관 ", 'D').ToString());

    [Fact]
    public void Words_OfTextsWithoutEnd_StayBelowWhatTheServerTakes()
    {
        var words = new PostgresWords();
        for (var field = 0; field < 50; field++)
            words.Add(string.Concat(Enumerable.Repeat("가나다라 ", 10_000)), 'D');

        var tokens = words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(tokens.Sum(token => (token.Split('\'')[1].Length * 3) + 5), 900_000, (1 << 20) - 1);
    }
}
