using IdeaStorage.Domain.Tags;

namespace IdeaStorage.Domain.Tests.Tags;

public sealed class KsicTests
{
    [Theory]
    [InlineData("C", true)]
    [InlineData("C27", true)]
    [InlineData("C27111", true)]
    [InlineData("C2", false)]
    [InlineData("C271111", false)]
    [InlineData("C35", false)]
    [InlineData("V99", false)]
    [InlineData("C2x", false)]
    [InlineData("", false)]
    public void IsCode_KnowsTheForm(string code, bool expected) => Assert.Equal(expected, Ksic.IsCode(code));

    [Fact]
    public void IsCode_KnowsThatRevisionsDiffer()
        => Assert.Equal((false, true), (Ksic.IsCode("D36"), Ksic.IsCode("D36", Ksic.PreviousRevision)));

    [Theory]
    [InlineData("2711", "C2711")]
    [InlineData("01", "A01")]
    [InlineData("04", null)]
    [InlineData("7", null)]
    public void FromDigits_AddsTheSection(string digits, string? expected)
        => Assert.Equal(expected, Ksic.FromDigits(digits));

    [Fact]
    public void PathOf_GoesFromTheSectionDown()
        => Assert.Equal(["C", "C27", "C271", "C2711", "C27111"], Ksic.PathOf("C27111"));

    [Theory]
    [InlineData("C27111", "C27191", "C271")]
    [InlineData("C27111", "C27", "C27")]
    [InlineData("C271", "C281", "C")]
    [InlineData("C27", "D35", null)]
    public void NearestCommonAncestor_IsTheLowestThatBothLieUnder(string one, string other, string? expected)
    {
        Assert.Equal(expected, Ksic.NearestCommonAncestor(one, other));
        Assert.Equal(expected, Ksic.NearestCommonAncestor(other, one));
    }

    [Theory]
    [InlineData("C", 1)]
    [InlineData("C27", 2)]
    [InlineData("C27111", 5)]
    public void LevelOf_CountsFromTheSection(string code, int expected) => Assert.Equal(expected, Ksic.LevelOf(code));
}
