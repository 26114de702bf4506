namespace IdeaStorage.Domain.Tests;

public sealed class TextTests
{
    private static readonly Text Given = new("text-1", "00ff", "폐열을 나눕니다");

    [Fact]
    public void Ref_OfACopyWithAnotherContent_IsThatOfTheContent()
    {
        var asked = Given.Ref;

        var copy = Given with { Content = "폐열을 모읍니다" };

        Assert.NotEqual(asked, copy.Ref);
        Assert.Equal(new Text("text-1", "00ff", "폐열을 모읍니다").Ref, copy.Ref);
    }

    [Fact]
    public void Equals_GoesByWhatTheTextIs_NotByWhetherItWasHashed()
    {
        var other = new Text("text-1", "00ff", "폐열을 나눕니다");
        Assert.NotNull(other.Ref);

        Assert.Equal(new Text("text-1", "00ff", "폐열을 나눕니다"), other);
        Assert.Equal(new Text("text-1", "00ff", "폐열을 나눕니다").GetHashCode(), other.GetHashCode());
        Assert.NotEqual(other, other with { Salt = "00fe" });
    }
}
