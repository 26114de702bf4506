namespace IdeaStorage.Domain.Organisations;

/// <summary>
/// The Korean business registration number (사업자등록번호): ten digits, the last of which checks the others.
/// </summary>
public static class RegistrationNumber
{
    public const int Digits = 10;

    private static readonly int[] Weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];

    /// <summary>The ten digits of what was typed, hyphens and spaces aside; null if it is no valid number.</summary>
    public static string? Normalise(string typed)
    {
        var digits = string.Concat(typed.Where(c => c is not ('-' or ' ')));
        var isNumber = digits.Length == Digits && digits.All(char.IsAsciiDigit) && digits.Any(digit => digit != '0');
        return isNumber && CheckDigitOf(digits) == digits[^1] - '0'
            ? digits
            : null;
    }

    /// <summary>As people write it: <c>124-81-00998</c>.</summary>
    public static string Format(string digits) => $"{digits[..3]}-{digits[3..5]}-{digits[5..]}";

    // The ninth digit counts once more with the tens of its product.
    private static int CheckDigitOf(string digits)
    {
        var sum = Weights.Select((weight, place) => weight * (digits[place] - '0')).Sum();
        sum += (digits[8] - '0') * 5 / 10;
        return (10 - sum % 10) % 10;
    }
}
