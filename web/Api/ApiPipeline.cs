using System.Text.Json.Serialization.Metadata;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Language;
using Orleans;

namespace IdeaStorage.Web.Api;

/// <summary>
/// What every API request goes through: who, how often, what shape, which key; then one handler, one answer.
/// </summary>
internal sealed partial class ApiPipeline(
    BearerTokens tokens, RateLimits limits, IdempotentAnswers kept, IServiceProvider services, TimeProvider time,
    ILogger<ApiPipeline> logger)
{
    private const int RetryAfterSeconds = 2;
    private const int StatusClientClosedRequest = 499;

    // What a request goes through is put together once for its endpoint, not for each request.

    public RequestDelegate Read(Access access, Func<Call, Task<Answer>> handle) =>
        http => AnswerAsync(http, access, handle);

    public RequestDelegate Write(Access access, Func<Call, Task<Answer>> handle) => Read(access, call =>
        IsKept(call, access) ? OnceAsync(call, RequestHash.Of(call.Http.Request, []), handle) : handle(call));

    public RequestDelegate Write<TBody>(
        Access access, JsonTypeInfo<TBody> type, Func<Call, TBody, Task<Answer>> handle)
        where TBody : class =>
        Read(access, async call =>
        {
            var body = await JsonBody.ReadAsync(call.Http.Request, type, call.Cancellation);
            return body.Value is not { } value ? call.Refuse(body.Faults)
                : IsKept(call, access) ? await OnceAsync(call, body.Hash, With(handle, value))
                : await handle(call, value);
        });

    /// <summary>
    /// Keys are an account's. Opening one keeps its answer itself, under a narrower name; a token is never kept.
    /// </summary>
    private static bool IsKept(Call call, Access access) =>
        call.IdempotencyKey is not null && access == Access.Member;

    private static Func<Call, Task<Answer>> With<TBody>(Func<Call, TBody, Task<Answer>> handle, TBody body) =>
        call => handle(call, body);

    private Task<Answer> OnceAsync(Call call, string hash, Func<Call, Task<Answer>> handle)
    {
        call.RequestHash = hash;
        return kept.AnswerAsync(call, call.Member!.MemberId, hash, handle);
    }

    private async Task AnswerAsync(HttpContext http, Access access, Func<Call, Task<Answer>> handle)
    {
        Answer answer;
        try
        {
            answer = await AdmitAsync(http, access, handle);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusClientClosedRequest;
            return;
        }
        catch (Exception error) when (Busy.Is(error))
        {
            LogUnavailable(error);
            answer = Problems.Of(Unavailable, RequestLanguage.TextsOf(http)) with { RetryAfter = RetryAfterSeconds };
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            LogBug(error, http.Request.Method, http.Request.Path);
            answer = Problems.Of(Bug, RequestLanguage.TextsOf(http));
        }
        await answer.SendAsync(http);
    }

    private async Task<Answer> AdmitAsync(HttpContext http, Access access, Func<Call, Task<Answer>> handle)
    {
        var headers = http.Request.Headers;
        var member = headers.Authorization.Count == 0 ? null : await tokens.FindMemberAsync(headers.Authorization);
        if (member is null && (access == Access.Member || headers.Authorization.Count > 0))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Of(
                headers.Authorization.Count == 0 ? SignInFirst : TokenIsInvalid, RequestLanguage.TextsOf(http));
        }
        // Asked of the program's services, and not before it has started; those of the request need not be made.
        var grains = services.GetRequiredService<IGrainFactory>();
        var call = new Call(http, member, time.GetUtcNow(), KeyOf(headers), grains);
        if (limits.SecondsToWait(http, member) is { } seconds)
            return call.Refuse(TooMany(seconds)) with { RetryAfter = seconds };
        if (Query.EncodingFault(http.Request.QueryString) is { } unreadable)
            return call.Refuse(unreadable);
        if (!IdempotentAnswers.IsKey(headers[IdempotentAnswers.HeaderName]))
            return call.Refuse(KeyIsInvalid);
        return await handle(call);
    }

    private static string? KeyOf(IHeaderDictionary headers) =>
        headers[IdempotentAnswers.HeaderName] is [{ } key] ? key : null;

    private static ShapeFault SignInFirst { get; } = new(StatusCodes.Status401Unauthorized, "SignInFirst");

    private static ShapeFault TokenIsInvalid { get; } = new(StatusCodes.Status401Unauthorized, "TokenIsInvalid");

    private static ShapeFault Unavailable { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "StorageIsUnavailable");

    private static ShapeFault Bug { get; } = new(StatusCodes.Status500InternalServerError, "SomethingBroke");

    private static ShapeFault KeyIsInvalid { get; } = new(
        StatusCodes.Status400BadRequest, "IdempotencyKeyIsInvalid", IdempotentAnswers.HeaderName,
        IdempotentAnswers.KeyCharactersMax);

    public static ShapeFault TooMany(int seconds) =>
        new(StatusCodes.Status429TooManyRequests, "TooManyRequests", null, seconds);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogBug(Exception error, string method, string path);

    [LoggerMessage(LogLevel.Warning, "The database cannot answer now")]
    private partial void LogUnavailable(Exception error);
}

/// <summary>Who may call an endpoint at all; what they may do there is the domain's to say.</summary>
internal enum Access
{
    Everyone,
    Member,
}
