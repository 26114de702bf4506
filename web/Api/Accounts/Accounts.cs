using IdeaStorage.Domain;
using IdeaStorage.Web.Accounts;

namespace IdeaStorage.Web.Api.Accounts;

/// <summary>Opening an account, and tokens for it.</summary>
internal static class Accounts
{
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        api.MapWrite("POST", "/accounts", ApiJson.Web.NewAccountBody, Open, Access.Everyone)
            .Answers<Receipt>(StatusCodes.Status201Created)
            .Says("Open an account. The first one made on the machine itself becomes an operator.");
        api.MapWrite("POST", "/tokens", ApiJson.Web.NewTokenBody, Issue, Access.Everyone)
            .Answers<TokenAnswer>()
            .Says("Get a bearer token for a user name and password.");
    }

    private static async Task<Answer> Open(Call call, NewAccountBody body)
    {
        if (call.Get<RateLimits>().SecondsToWaitForSignIn(call.Http) is { } seconds)
            return call.Refuse(ApiPipeline.TooMany(seconds)) with { RetryAfter = seconds };
        var account = new NewAccount(
            body.UserName, body.Password, body.DisplayName, body.Email, body.Locale ?? call.Texts.Language,
            body.OperatorCode);
        var id = Guid.CreateVersion7(call.At).ToString("n");
        var command = new CommandContext(new Actor(id), call.At, id);
        var opened = await call.Get<Registration>().OpenAsync(account, command, Loopback.IsCaller(call.Http));
        return opened.IsAccepted
            ? Answer.Created("/api/v1/members", opened.Value) with { Location = "/api/v1/me" }
            : call.Refuse(opened.Refusal);
    }

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
