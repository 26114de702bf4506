using System.Globalization;
using IdeaStorage.Domain;

namespace IdeaStorage.Web.Accounts;

/// <summary>
/// Limits of accounts. Length is what makes a password strong; rules about its characters only annoy.
/// </summary>
internal static class AccountLimits
{
    public const int PasswordCharactersMin = 8;
    public const int PasswordCharactersMax = 200;
    public const int FailuresBeforeLockOut = 10;
    public static readonly TimeSpan LockedOutFor = TimeSpan.FromMinutes(5);
}

/// <summary>Every "no" of accounts, which are no part of the domain.</summary>
internal static class AccountRefusals
{
    public static Refusal OperatorCodeIsWrong { get; } =
        new(nameof(OperatorCodeIsWrong), RefusalKind.Forbidden, "operatorCode");

    /// <summary>Arguments: least, most, found.</summary>
    public static Refusal PasswordLengthOutOfRange(int actual) => new(
        nameof(PasswordLengthOutOfRange), RefusalKind.Invalid, "password",
        [Write(AccountLimits.PasswordCharactersMin), Write(AccountLimits.PasswordCharactersMax), Write(actual)]);

    private static string Write(int number) => number.ToString(CultureInfo.InvariantCulture);
}
