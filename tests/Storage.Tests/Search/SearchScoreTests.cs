using System.Text.Json;
using Dapper;
using IdeaStorage.Storage.Search.Sqlite;
using Microsoft.Data.Sqlite;

namespace IdeaStorage.Storage.Tests.Search;

public sealed class SearchScoreTests
{
    [Theory]
    [InlineData("\"도금\"", "도금 ")]
    [InlineData("\"도금\"", "폐열 도금")]
    [InlineData("\"도금\"", "폐열 도금 공정 ")]
    [InlineData("\"도금 금공\"", "도금공정 도금 금공 공정 ")]
    [InlineData("\"ㄷㄱ\" *", "ㄷㄱㄱㅈ ㄱㄱㅈ")]
    public void Score_WhenTheTextHoldsTheWord_IsAboveZero(string match, string text) =>
        Assert.True(Score(match, (1, text)) > 0);

    [Theory]
    [InlineData("\"도금\"", "")]
    [InlineData("\"도금\"", "도금공정 무도금 ")]
    [InlineData("\"도금 금공\"", "도금 공정 금공 ")]
    [InlineData("\"ㄷㄱ\"", "ㄷㄱㄱㅈ ")]
    public void Score_WhenItHoldsOnlyAPartOfIt_IsZero(string match, string text) =>
        Assert.Equal(0, Score(match, (1, text)));

    [Fact]
    public void Score_GrowsWithEachOccurrence_ButNeverBeyondOneAWord()
    {
        var scores = Enumerable.Range(1, 50)
            .Select(times => Score("\"도금\" OR \"폐열\"", (8, string.Concat(Enumerable.Repeat("도금 ", times)))))
            .ToList();
        Assert.All(scores.Zip(scores.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.True(scores[^1] < 1);
    }

    [Fact]
    public void Score_OfATitle_IsAboveThatOfABody() =>
        Assert.True(Score("\"도금\"", (8, "도금 "), (2, "")) > Score("\"도금\"", (8, ""), (2, "도금 도금 ")));

    [Fact]
    public void Score_WhenTheQueryChanges_GoesByTheNewOne()
    {
        Assert.True(Score("\"도금\"", (1, "도금")) > 0);
        Assert.Equal(0, Score("\"폐열\"", (1, "도금")));
    }

    [Theory]
    [InlineData("\"도금\" AND (\"폐열\" OR \"여열\")", "도금 ", "여열 회수 ", true)]
    [InlineData("\"도금\" AND (\"폐열\" OR \"여열\")", "도금 공정 ", "회수 ", false)]
    [InlineData("\"도금\" OR \"폐열\"", "공정 ", "폐열", true)]
    [InlineData("\"ㄷㄱ\" *", "ㄷㄱㄱㅈ ", null, true)]
    [InlineData("\"도금\"", null, "", false)]
    [InlineData("", "도금", "", false)]
    public void Match_AsksOneWordOfEachGroup_InAnyColumn(string match, string? first, string? second, bool expected) =>
        Assert.Equal(expected, Ask<long>($"SELECT {SearchMatch.Function}(@match, @first, @second)",
            new { match, first, second }) == 1);

    [Theory]
    [InlineData("(\"수소촉매\" OR \"수소 소촉 촉매\")", """{"수소":90,"소촉":3,"촉매":80}""", "(\"수소촉매\" OR \"소촉\")")]
    [InlineData("\"물류\" AND (\"수소촉매\" OR \"수소 소촉 촉매\")", """{"수소":9,"소촉":8,"촉매":0}""",
        "(\"물류\") AND (\"수소촉매\" OR \"촉매\")")]
    [InlineData("\"ㄷㄱ\" * AND (\"수소촉매\" OR \"수소 소촉 촉매\")", """{"수소":9,"촉매":8}""",
        "(\"ㄷㄱ\" *) AND (\"수소촉매\" OR \"소촉\")")]
    [InlineData("(\"수소촉매\" OR \"수소 소촉 촉매\")", "{}", "(\"수소촉매\" OR \"수소 소촉 촉매\")")]
    [InlineData("\"수소\" AND \"ㄷㄱ\" *", "{}", "\"수소\" AND \"ㄷㄱ\" *")]
    public void Narrowing_AsksForTheRarestOfWordsSideBySide(string match, string reach, string expected) =>
        Assert.Equal(expected, Ask<string>($"SELECT {SearchNarrowing.Function}(@match, @reach)", new { match, reach }));

    [Theory]
    [InlineData("\"물류\" AND (\"수소촉매\" OR \"수소 소촉 촉매\") AND \"ㄷㄱ\" *", """["수소","소촉","촉매"]""")]
    [InlineData("\"물류\" AND \"수소\"", "[]")]
    public void Tokens_AreThoseSideBySide(string match, string expected) =>
        Assert.Equal(JsonSerializer.Deserialize<string[]>(expected), TokensOf(match));

    [Fact]
    public void Tokens_OfAVeryLongQuery_AreNone()
    {
        Assert.Equal(48, TokensOf($"\"{string.Join(' ', Enumerable.Range(0, 48))}\"").Length);
        Assert.Empty(TokensOf($"\"{string.Join(' ', Enumerable.Range(0, 49))}\""));
    }

    private static string[] TokensOf(string match) => JsonSerializer.Deserialize<string[]>(
        Ask<string>($"SELECT {SearchNarrowing.Tokens}(@match)", new { match })!)!;

    private static double Score(string match, params (long Weight, string Text)[] columns)
    {
        var arguments = string.Join(", ", columns.Select(one => $"{one.Weight}, '{one.Text}'"));
        return Ask<double>($"SELECT {SearchScore.Function}(@match, {arguments})", new { match });
    }

    private static T? Ask<T>(string sql, object parameters)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        SearchScore.CreateFunction(connection);
        SearchMatch.CreateFunction(connection);
        SearchNarrowing.CreateFunctions(connection);
        return connection.ExecuteScalar<T>(sql, parameters);
    }
}
