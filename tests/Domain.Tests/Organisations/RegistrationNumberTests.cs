using IdeaStorage.Domain.Organisations;

namespace IdeaStorage.Domain.Tests.Organisations;

public sealed class RegistrationNumberTests
{
    [Theory]
    [InlineData("124-81-00998")]
    [InlineData("1248100998")]
    [InlineData(" 124 81 00998 ")]
    public void Normalise_OfAValidNumber_GivesTenDigits(string typed)
        => Assert.Equal("1248100998", RegistrationNumber.Normalise(typed));

    [Theory]
    [InlineData("")]
    [InlineData("124-81-0099")]
    [InlineData("124-81-009988")]
    [InlineData("124-81-0099x")]
    [InlineData("１２４-81-00998")]
    public void Normalise_OfAnotherForm_IsNull(string typed) => Assert.Null(RegistrationNumber.Normalise(typed));

    [Fact]
    public void Normalise_OfAnyOtherLastDigit_IsNull() => Assert.All(
        Enumerable.Range(0, 10).Where(digit => digit != 8),
        digit => Assert.Null(RegistrationNumber.Normalise("124810099" + digit)));

    [Fact]
    public void Normalise_WhenOneDigitIsMistyped_IsNull()
    {
        const string Valid = "1248100998";
        // The ninth digit's weight lets two of its values share a check digit, so it is left out.
        for (var place = 0; place < 8; place++)
        {
            var mistyped = Valid.ToCharArray();
            mistyped[place] = (char)('0' + (mistyped[place] - '0' + 1) % 10);
            Assert.Null(RegistrationNumber.Normalise(new string(mistyped)));
        }
    }

    [Fact]
    public void Format_WritesItAsPeopleDo() => Assert.Equal("124-81-00998", RegistrationNumber.Format("1248100998"));
}
