using System.CommandLine;
using System.Security.Cryptography;
using IdeaStorage.Domain;
using IdeaStorage.Storage;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Web.Startup;
using Microsoft.AspNetCore.Identity;

namespace IdeaStorage.Web.Accounts;

/// <summary>
/// <c>reset-password user-name</c>: gives an account a new password that nobody chose, and prints it. A lock-out ends,
/// and so does every cookie and token that was given before. Exit code 1 when there is no such account, or the database
/// cannot be used; then nothing has changed.
/// </summary>
internal static class ResetPasswordCommand
{
    private const int Failed = 1;
    private const int Characters = 20;

    // Without those that are taken for one another when they are read out.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <param name="storage">Where the command line says that the database is.</param>
    public static Command Create(Func<ParseResult, StorageAddress> storage)
    {
        var name = new Argument<string>("user-name") { Description = "The account. / 계정의 사용자 이름." };
        var command = new Command(
            "reset-password", "Give an account a new password and print it. / 계정에 새 비밀번호를 주고 보여 줍니다.")
        {
            name,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            storage(parsed), parsed.GetRequiredValue(name), parsed.InvocationConfiguration));
        return command;
    }

    private static async Task<int> RunAsync(StorageAddress storage, string name, InvocationConfiguration to)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStorage(storage);
        services.AddIdentity(storage);
        await using var provider = services.BuildServiceProvider();
        try
        {
            storage.CheckIsCurrent();
            await using var scope = provider.CreateAsyncScope();
            if (await ResetAsync(scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>(), name)
                is not { } password)
            {
                await to.Error.WriteLineAsync(
                    $"'{name}'은(는) 비밀번호가 있는 계정이 아닙니다. 가입할 때의 사용자 이름을 적으세요.\n"
                    + $"'{name}' is no account with a password. Write the user name that it was registered with.");
                return Failed;
            }

            await to.Output.WriteLineAsync(
                $"새 비밀번호: {password} (본인에게만 안전하게 전하세요. 예전 로그인은 모두 끝났습니다.)\n"
                + $"New password: {password} (tell it nobody else; all former sign-ins have ended)");
            return 0;
        }
        catch (Exception error) when (error is DatabaseUnusableException or StorageUnavailableException)
        {
            await to.Error.WriteLineAsync($"{StorageWords.KoreanOf(error)}\n{error.Message}");
            return Failed;
        }
    }

    private static async Task<string?> ResetAsync(UserManager<IdentityUser> users, string name)
    {
        var normal = TextRules.Normalise(name);
        var user = TextRules.IsWellFormed(normal) ? await users.FindByNameAsync(normal) : null;
        if (user?.PasswordHash is null)
            return null;
        var password = RandomNumberGenerator.GetString(Alphabet, Characters);
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        user.SecurityStamp = Registration.NewStamp();
        (user.LockoutEnd, user.AccessFailedCount) = (null, 0);
        var updated = await users.UpdateAsync(user);
        return updated.Succeeded
            ? password
            : throw new InvalidOperationException(string.Join(" ", updated.Errors.Select(error => error.Description)));
    }
}
