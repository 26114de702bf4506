using FsCheck;
using FsCheck.Fluent;

namespace IdeaStorage.Domain.Tests;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData("a\r\nb\rc\u0085d\u2028e\u2029f", "a\nb\nc\nd\ne\nf")]
    [InlineData(" \u3164 가 \u200B", "가")]
    [InlineData("\u2800\u2800 \u00AD가\u200D\u200C\u180E\u2063", "가")]
    [InlineData("👩\u200D🔧 ❤\uFE0F", "👩\u200D🔧 ❤\uFE0F")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData(null, "")]
    public void Normalise_GivesTheOneForm(string? content, string expected)
        => Assert.Equal(expected, TextRules.Normalise(content));

    [Fact]
    public void Normalise_IsIdempotent() => Prop.ForAll(AnyText, text =>
        TextRules.Normalise(TextRules.Normalise(text)) == TextRules.Normalise(text)).QuickCheckThrowOnFailure();

    [Fact]
    public void Clean_AlwaysPassesTheChecks() => Prop.ForAll(AnyText, text =>
        TextRules.CheckLine(TextRules.Clean(text, isLine: true), "f", 0, int.MaxValue, NotExpected) is null
        && TextRules.CheckProse(TextRules.Clean(text), "f", 0, int.MaxValue, NotExpected) is null)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Clean_ChangesNothingThatIsAllowed() => Prop.ForAll(AnyText, text =>
    {
        var normal = TextRules.Normalise(text);
        return TextRules.CheckProse(normal, "f", 0, int.MaxValue, NotExpected) is not null
            || TextRules.Clean(text) == normal;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData('\u202A')]
    [InlineData('\u202E')]
    [InlineData('\u2066')]
    [InlineData('\u2069')]
    [InlineData('\u200E')]
    [InlineData('\u200F')]
    [InlineData('\u061C')]
    public void Check_OfADirectionControl_NamesItAndItsPlace(char control)
        => Assert.Equal(
            TextRefusals.DirectionControlsAreNotAllowed("body", control, 3).Arguments.AsEnumerable(),
            TextRules.CheckProse("😀a" + control + "b", "body", 0, 9, NotExpected)!.Arguments);

    [Theory]
    [InlineData("a\tb\nc", true)]
    [InlineData("a\u0007b", false)]
    [InlineData("a\u009Fb", false)]
    [InlineData("a\0b", false)]
    public void Check_OfProse_AllowsTabsAndLineEndsOnly(string content, bool isAccepted)
    {
        Assert.Equal(isAccepted, TextRules.CheckProse(content, "body", 0, 9, NotExpected) is null);
        Assert.NotNull(TextRules.CheckLine(content, "title", 0, 9, NotExpected));
    }

    private static Arbitrary<string> AnyText => Gen.Choose(0, Signs.Length - 1).Select(index => Signs[index]).ListOf()
        .Select(string.Concat).ToArbitrary();

    // What breaks texts, more often than chance would have it.
    private static readonly string[] Signs =
    [
        "a", "가", "\u1100", "\u1161", "\u0301", " ", "\t", "\n", "\r", "\r\n", "\u0085", "\u2028", "\0", "\u001B",
            "\u200B",
        "\u202E", "\u2069", "\uFEFF", "\uFFFE", "\uFFFF", "\uD83D", "\uDE00", "😀", "\u3164", "İ", "ﬁ", "\u0344",
            ",", "#",
    ];

    private static Refusal NotExpected(int length)
        => throw new InvalidOperationException($"The length {length} is within every limit of this test.");
}
