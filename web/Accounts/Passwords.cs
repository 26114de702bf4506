using IdeaStorage.Domain;
using Microsoft.AspNetCore.Identity;

namespace IdeaStorage.Web.Accounts;

/// <summary>
/// Checks a user name and password, counts failures and locks out, in constant effort whether the name exists.
/// </summary>
internal sealed class Passwords(UserManager<IdentityUser> users, IdentityDb db, MemberDirectory members)
{
    // A hash of nothing anybody uses: an unknown name costs as much time as a wrong password.
    private static readonly IdentityUser Nobody = new();
    private static string? s_nobodysHash;

    public async Task<SignInOutcome> CheckAsync(string userName, string password)
    {
        // As the name was registered: a space that a telephone's keyboard put behind it does not count.
        var name = TextRules.Normalise(userName);
        var user = TextRules.IsWellFormed(name) ? await users.FindByNameAsync(name) : null;
        if (user?.PasswordHash is null)
        {
            s_nobodysHash ??= users.PasswordHasher.HashPassword(Nobody, Guid.NewGuid().ToString());
            users.PasswordHasher.VerifyHashedPassword(Nobody, s_nobodysHash, password);
            return SignInOutcome.Wrong;
        }
        if (await users.IsLockedOutAsync(user))
            return SignInOutcome.LockedOut;
        if (!await users.CheckPasswordAsync(user, password))
        {
            await CountFailureAsync(user);
            return await users.IsLockedOutAsync(user) ? SignInOutcome.LockedOut : SignInOutcome.Wrong;
        }
        if (user.AccessFailedCount > 0)
            await users.ResetAccessFailedCountAsync(user);
        // An account without its member is an erased one.
        return await members.StampOfAsync(user.Id) is null ? SignInOutcome.Wrong : new SignInOutcome(user, null);
    }

    /// <summary>
    /// Counts every wrong guess, however many come at once. A count that is lost to another one is repeated; each loss
    /// is
    /// another guess counted, so that the account is locked before the repetitions are used up.
    /// </summary>
    private async Task CountFailureAsync(IdentityUser user)
    {
        for (var attempt = 0; attempt <= AccountLimits.FailuresBeforeLockOut; attempt++)
        {
            if ((await users.AccessFailedAsync(user)).Succeeded)
                return;
            await db.Entry(user).ReloadAsync();
            if (await users.IsLockedOutAsync(user))
                return;
        }
    }
}

/// <summary>An account, or the name of what is wrong.</summary>
internal sealed record SignInOutcome(IdentityUser? User, string? Fault)
{
    public static SignInOutcome Wrong { get; } = new(null, "UserNameOrPasswordIsWrong");

    public static SignInOutcome LockedOut { get; } = new(null, "AccountIsLockedOut");
}
