using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IdeaStorage.Domain;
using IdeaStorage.Web.Accounts;

namespace IdeaStorage.Web.Api.Accounts;

/// <summary>Opening an account, and tokens for it.</summary>
internal static class Accounts
{
    private const int HashIterations = 100_000;

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        api.MapWrite("POST", "/accounts", ApiJson.Web.NewAccountBody, Open, Access.Everyone)
            .Answers<Receipt>(StatusCodes.Status201Created)
            .WithMetadata(new KeyedByCaller("Without an account, a key is that of the caller's address and userName."))
            .Says("Open an account. The first one made on the machine itself becomes an operator.");
        api.MapWrite("POST", "/tokens", ApiJson.Web.NewTokenBody, Issue, Access.Everyone)
            .Answers<TokenAnswer>()
            .Says("Get a bearer token for a user name and password.");
    }

    private static async Task<Answer> Open(Call call, NewAccountBody body)
    {
        if (call.Get<RateLimits>().SecondsToWaitForSignIn(call.Http) is { } seconds)
            return call.Refuse(ApiPipeline.TooMany(seconds)) with { RetryAfter = seconds };
        if (call.IdempotencyKey is not { } key)
            return await OpenAsync(call, body, Guid.CreateVersion7(call.At).ToString("n"));
        // Nobody is signed in, so the key is that of whoever asks from here for this name.
        var owner = DerivedId.From(
            "accounts", call.Http.Connection.RemoteIpAddress?.ToString() ?? "",
            TextRules.Normalise(body.UserName).ToUpperInvariant());
        var hash = SlowHash(body, owner);
        return await call.Get<IdempotentAnswers>().AnswerAsync(
            call, owner, hash, once => OpenAsync(once, body, DerivedId.From(owner, key, hash)));
    }

    private static async Task<Answer> OpenAsync(Call call, NewAccountBody body, string id)
    {
        var account = new NewAccount(
            body.UserName, body.Password, body.DisplayName, body.Email, body.Locale ?? call.Texts.Language,
            body.OperatorCode);
        var command = new CommandContext(new Actor(id), call.At, id, MayRepeat: call.IdempotencyKey is not null);
        var opened = await call.Get<Registration>().OpenAsync(account, command, Loopback.IsCaller(call.Http));
        return opened.IsAccepted ? Answer.Created("/api/v1/members", opened.Value) : call.Refuse(opened.Refusal);
    }

    /// <summary>
    /// What a repetition must have in common. It is kept for a day and a password goes into it, so guessing that from
    /// it costs as much as from the password's own hash.
    /// </summary>
    private static string SlowHash(NewAccountBody body, string owner) => Convert.ToHexStringLower(
        Rfc2898DeriveBytes.Pbkdf2(
            JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Web.NewAccountBody), Encoding.UTF8.GetBytes(owner),
            HashIterations, HashAlgorithmName.SHA512, SHA512.HashSizeInBytes / 2));

    private static async Task<Answer> Issue(Call call, NewTokenBody body)
    {
        if (call.Get<RateLimits>().SecondsToWaitForSignIn(call.Http) is { } seconds)
            return call.Refuse(ApiPipeline.TooMany(seconds)) with { RetryAfter = seconds };
        var outcome = await call.Get<Passwords>().CheckAsync(body.UserName, body.Password);
        if (outcome.User is not { } user || await call.Get<BearerTokens>().IssueAsync(user.Id) is not { } token)
            return call.Refuse(new ShapeFault(
                StatusCodes.Status401Unauthorized, outcome.Fault ?? SignInOutcome.Wrong.Fault!));
        var answer = new TokenAnswer(token, "Bearer", (long)BearerTokens.Lifetime.TotalSeconds);
        return Answer.Ok(answer, ApiJson.Web.TokenAnswer);
    }
}
