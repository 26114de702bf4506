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
}
