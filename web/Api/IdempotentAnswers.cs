using System.Collections.Concurrent;
using System.Text.Json;
using IdeaStorage.Storage.Idempotency;
using Microsoft.Extensions.Primitives;

namespace IdeaStorage.Web.Api;

/// <summary>
/// Answers kept for a repeated <c>Idempotency-Key</c>, per account and for a day. The same key with the same request is
/// answered the same and changes nothing; with another request it is refused. What was carried out but not kept,
/// because
/// the program ended in between, is found again by its command id, which follows from account, key and request.
/// </summary>
internal sealed class IdempotentAnswers(IIdempotencyStore store)
{
    public const string HeaderName = "Idempotency-Key";
    public const int KeyCharactersMax = 200;

    // Requests under way, so that a second one with the same key waits for the first one's answer.
    private readonly ConcurrentDictionary<(string Account, string Key), Lazy<Task<Kept>>> _underWay = new();

    /// <summary>Whether the header is absent, or one key of 1–200 printable ASCII characters.</summary>
    public static bool IsKey(StringValues header) => header.Count switch
    {
        0 => true,
        1 => header[0] is { Length: > 0 and <= KeyCharactersMax } key && key.All(c => c is >= ' ' and <= '~'),
        _ => false,
    };

    /// <param name="call">A request with a key.</param>
    /// <param name="account">Whose key it is.</param>
    /// <param name="hash">What a repetition must have in common with the first request.</param>
    /// <param name="handle">Carries it out.</param>
    public async Task<Answer> AnswerAsync(Call call, string account, string hash, Func<Call, Task<Answer>> handle)
    {
        var name = (account, call.IdempotencyKey!);
        var mine = new Lazy<Task<Kept>>(() => RunAsync(call, name, hash, handle));
        var first = _underWay.GetOrAdd(name, mine);
        try
        {
            var kept = await first.Value;
            return kept.Hash == hash ? kept.Answer : call.Refuse(UsedForAnotherRequest);
        }
        finally
        {
            if (ReferenceEquals(first, mine))
                _underWay.TryRemove(name, out _);
        }
    }

    private static ShapeFault UsedForAnotherRequest { get; } =
        new(StatusCodes.Status422UnprocessableEntity, "IdempotencyKeyWasUsed", HeaderName);

    private async Task<Kept> RunAsync(
        Call call, (string Account, string Key) name, string hash, Func<Call, Task<Answer>> handle)
    {
        if (await store.FindAsync(name.Account, name.Key, CancellationToken.None) is { } earlier)
            return new Kept(earlier.RequestHash, Read(earlier));
        var answer = await handle(call);
        // A refusal changed nothing, and what it rests on may change: only what was done is answered the same again.
        if (answer.Status < StatusCodes.Status400BadRequest)
            await store.SaveAsync(Write(name, hash, answer, call.At), CancellationToken.None);
        return new Kept(hash, answer);
    }

    private static Answer Read(IdempotencyAnswer kept)
    {
        var headers = JsonSerializer.Deserialize(kept.Headers, ApiJson.Web.KeptHeaders)!;
        return new Answer(kept.Status, kept.Body)
        {
            ContentType = headers.ContentType,
            Location = headers.Location,
            Version = headers.Version,
            Language = headers.Language,
        };
    }

    private static IdempotencyAnswer Write(
        (string Account, string Key) name, string hash, Answer answer, DateTimeOffset at)
    {
        var headers = new KeptHeaders(answer.ContentType, answer.Location, answer.Version, answer.Language);
        return new IdempotencyAnswer(
            name.Account, name.Key, hash, answer.Status,
            JsonSerializer.Serialize(headers, ApiJson.Web.KeptHeaders), answer.Body.ToArray(), at);
    }

    private sealed record Kept(string Hash, Answer Answer);
}

/// <summary>The headers of a kept answer.</summary>
internal sealed record KeptHeaders(string ContentType, string? Location, long? Version, string? Language);
