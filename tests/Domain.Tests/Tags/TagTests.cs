using FsCheck;
using FsCheck.Fluent;
using IdeaStorage.Domain.Tags;

namespace IdeaStorage.Domain.Tests.Tags;

public sealed class TagTests
{
    [Theory]
    [InlineData("#탄소섬유", "탄소섬유")]
    [InlineData("  Carbon   Fiber ", "carbon fiber")]
    [InlineData("# #AI", "ai")]
    [InlineData("c#", "c#")]
    [InlineData("c2611", "C2611")]
    [InlineData("C27", "C27")]
    [InlineData("C", "c")]
    [InlineData("G20", "g20")]
    [InlineData("B2B", "b2b")]
    [InlineData("\u1100\u1161", "가")]
    public void Normalise_GivesTheOneForm(string typed, string expected)
        => Assert.Equal(expected, Tag.Normalise(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" # ")]
    [InlineData("a,b")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\u202Eb")]
    [InlineData("하나둘셋넷다섯여섯일곱여덟아홉열 하나둘셋넷다섯여섯일곱여덟아홉열 하나둘셋넷다섯여섯")]
    public void Normalise_OfWhatCannotBeATag_IsNull(string? typed) => Assert.Null(Tag.Normalise(typed));

    [Fact]
    public void Normalise_OfHalfASurrogatePair_IsNull() => Assert.Null(Tag.Normalise("a\uD800b"));

    [Fact]
    public void Normalise_IsIdempotent() => Prop.ForAll<string>(typed =>
        Tag.Normalise(typed) is not { } tag || Tag.Normalise(tag) == tag).QuickCheckThrowOnFailure();

    [Fact]
    public void Clean_GivesATagOrNothing() => Prop.ForAll<string>(imported =>
        Tag.Clean(imported) is not { } tag || Tag.Normalise(tag) == tag).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("C27", true)]
    [InlineData("c27", false)]
    [InlineData("ai", false)]
    public void IsIndustry_TellsTheTwoFormsApart(string tag, bool expected)
        => Assert.Equal(expected, Tag.IsIndustry(tag));
}
