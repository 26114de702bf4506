using System.Data.Common;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.EventLog;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IdeaStorage.Web.Accounts;

/// <summary>What opening an account takes.</summary>
internal sealed record NewAccount(
    string UserName, string Password, string DisplayName, string? Email, string Locale, string? OperatorCode = null);

/// <summary>
/// Opens an account: the member's first event, the profile and Identity's rows in one transaction, so that none of them
/// is ever there without the others.
/// </summary>
internal sealed class Registration(
    IEventLog log, IdentityDb db, UserManager<IdentityUser> users, FirstOperator first, OperatorCode code)
{
    /// <summary>What ends the cookies and tokens that carry another.</summary>
    public static string NewStamp() => Convert.ToHexString(Guid.NewGuid().ToByteArray());

    /// <param name="account">What was typed.</param>
    /// <param name="command">When, under which id; its actor is the new member.</param>
    /// <param name="isLoopback">Whether the caller sits at the machine.</param>
    public async Task<Result<Receipt>> OpenAsync(NewAccount account, CommandContext command, bool isLoopback)
    {
        if (command.MayRepeat && await log.FindCommandAsync(command.CommandId) is { } earlier)
            return new Receipt(earlier.SubjectId, earlier.Version);
        var asOperator = false;
        if (!first.Exists())
            asOperator = isLoopback || code.Matches(account.OperatorCode);
        if (!string.IsNullOrEmpty(account.OperatorCode) && !asOperator)
            return AccountRefusals.OperatorCodeIsWrong;
        var result = await AppendAsync(account, command, asOperator);
        // Two first accounts at once: the second one's transaction saw the first, and it becomes a member like others.
        return result is null ? (await AppendAsync(account, command, asOperator: false))! : result;
    }

    private async Task<Result<Receipt>?> AppendAsync(NewAccount account, CommandContext command, bool asOperator)
    {
        var id = command.Actor.MemberId;
        var register = new RegisterMember(
            command with { Actor = new Actor(id, asOperator) },
            new Profile(id, account.UserName, account.DisplayName, account.Email),
            MemberOrigin.Registered, account.Locale, asOperator);
        var decision = MemberDecisions.Decide(Member.Empty, register);
        if (Refusal.All(decision.Refusal, PasswordFault(account.Password)) is { } refusal)
            return refusal;
        await AddUserAsync(decision.Profile!, account.Password);
        try
        {
            var appended = await log.AppendAsync(
                new Append(Streams.Member(id), 0, command.CommandId, id, decision.Events)
                {
                    Texts = decision.Texts,
                    Profile = decision.Profile,
                    Within = (connection, transaction) => Write(connection, transaction, asOperator),
                });
            return appended switch
            {
                AppendResult.Appended done => new Receipt(id, done.Version),
                AppendResult.Duplicate { Earlier: var earlier } => new Receipt(earlier.SubjectId, earlier.Version),
                _ => MemberRefusals.UserNameIsTaken,
            };
        }
        catch (DbUpdateException)
        {
            return MemberRefusals.UserNameIsTaken;
        }
        catch (AnotherWasFirstException)
        {
            db.ChangeTracker.Clear();
            return null;
        }
    }

    /// <summary>Hashes before the writer's turn; everything is written in it.</summary>
    private async Task AddUserAsync(Profile profile, string password)
    {
        var user = new IdentityUser(profile.Handle)
        {
            Id = profile.MemberId,
            Email = profile.Email,
            LockoutEnabled = true,
            SecurityStamp = NewStamp(),
        };
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        await users.UpdateNormalizedUserNameAsync(user);
        await users.UpdateNormalizedEmailAsync(user);
        db.Users.Add(user);
    }

    private void Write(DbConnection connection, DbTransaction transaction, bool asOperator)
    {
        if (asOperator && FirstOperator.ExistsOn(connection, transaction))
            throw new AnotherWasFirstException();
        db.SaveOn(connection, transaction);
    }

    private static Refusal? PasswordFault(string password)
    {
        return TextRules.CheckLine(
            password, "password", AccountLimits.PasswordCharactersMin, AccountLimits.PasswordCharactersMax,
            AccountRefusals.PasswordLengthOutOfRange);
    }

    private sealed class AnotherWasFirstException : Exception;
}
