using System.Net.Mail;

namespace IdeaStorage.Domain.Members;

/// <summary>The form of the profile row and its limits.</summary>
internal static class Profiles
{
    /// <summary>Checks what a person gave of themselves.</summary>
    public static Refusal? Check(Profile given, out Profile normalised)
    {
        var profile = new Profile(
            given.MemberId, TextRules.Normalise(given.Handle), TextRules.Normalise(given.DisplayName),
            given.Email is null ? null : TextRules.Normalise(given.Email));
        normalised = profile;
        return Refusal.All(
            CheckHandle(profile.Handle),
            TextRules.CheckLine(
                profile.DisplayName, "displayName", MemberLimits.DisplayNameCharactersMin,
                MemberLimits.DisplayNameCharactersMax, MemberRefusals.DisplayNameLengthOutOfRange),
            profile.Email is null || IsEmail(profile.Email) ? null : MemberRefusals.EmailIsNotValid);
    }

    /// <summary>For imports: cleaned, bound by no limit; an e-mail address that is none is left out.</summary>
    public static Profile Clean(Profile imported)
    {
        var email = TextRules.Clean(imported.Email, isLine: true);
        return new Profile(
            imported.MemberId, TextRules.Clean(imported.Handle, isLine: true),
            TextRules.Clean(imported.DisplayName, isLine: true), IsEmail(email) ? email : null);
    }

    private static Refusal? CheckHandle(string handle)
    {
        if (TextRules.CheckCharacters(handle, "userName", isLine: true) is { } refusal)
            return refusal;
        var length = TextRules.LengthOf(handle);
        return length is >= MemberLimits.UserNameCharactersMin and <= MemberLimits.UserNameCharactersMax
            && handle.EnumerateRunes().All(rune => System.Text.Rune.IsLetterOrDigit(rune) || IsHandleSign(rune.Value))
            ? null
            : MemberRefusals.UserNameIsNotValid(length);
    }

    private static bool IsHandleSign(int codePoint) => codePoint is '-' or '.' or '_' or '@' or '+';

    private static bool IsEmail(string email) => email.Length <= MemberLimits.EmailCharactersMax
        && MailAddress.TryCreate(email, out var address) && address.Address == email;
}
