using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization.Metadata;
using IdeaStorage.Domain;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Language;
using Orleans;

namespace IdeaStorage.Web.Api;

/// <summary>One API request: who asks, in which language, when, and under which command id.</summary>
internal sealed class Call(
    HttpContext http, SignedIn? member, DateTimeOffset at, string? idempotencyKey, IGrainFactory grains)
{
    private const int SaltBytes = 16;
    private const int IdCharactersMax = 64;

    private CommandContext? _context;
    private int _idsMade;

    public HttpContext Http { get; } = http;

    /// <summary>The caller, or null; never null in a write.</summary>
    public SignedIn? Member { get; } = member;

    public DateTimeOffset At { get; } = at;

    public string? IdempotencyKey { get; } = idempotencyKey;

    /// <summary>
    /// What a repetition must have in common with the first request; set before <see cref="Context"/> is read.
    /// </summary>
    public string RequestHash { get; set; } = "";

    public Viewer Viewer => Member?.Viewer ?? Viewer.Visitor;

    /// <summary>Ends with the connection; but what others may wait for, by the same key, is finished.</summary>
    public CancellationToken Cancellation => IdempotencyKey is null ? Http.RequestAborted : CancellationToken.None;

    public Texts Texts => field ??= RequestLanguage.TextsOfCall(Http, Member?.Locale);

    public IGrainFactory Grains { get; } = grains;

    /// <summary>
    /// Who, when and which command. With an <c>Idempotency-Key</c> the id follows from account, key and request, so
    /// that
    /// a repetition after a crash finds what was done.
    /// </summary>
    public CommandContext Context => _context ??= new CommandContext(
        Member!.Actor,
        At,
        IdempotencyKey is null ? Random() : DerivedId.From(Member.MemberId, IdempotencyKey, RequestHash),
        MayRepeat: IdempotencyKey is not null);

    public T Get<T>() where T : notnull => Http.RequestServices.GetRequiredService<T>();

    /// <summary>A part of the address; empty where no id can be, so that nothing is found by it.</summary>
    public string Id(string name = "id") =>
        IdOrNone(Http.Request.RouteValues[name] as string) ?? "-";

    /// <summary>An id of a body; where none can be, one that nothing is found by. Null stays null.</summary>
    public static string? IdOrNone(string? id) =>
        id is null || (id.Length is > 0 and <= IdCharactersMax && id.All(IsIdCharacter)) ? id : "-";

    /// <summary>An id for something this command makes: the same again when the command is repeated.</summary>
    public string NewId() =>
        Context.MayRepeat
            ? DerivedId.From(Context.CommandId, (++_idsMade).ToString(CultureInfo.InvariantCulture))
            : Random();

    /// <summary>A text this command brings, under a new id and salt.</summary>
    public Text Text(string content) =>
        new(NewId(), RandomNumberGenerator.GetHexString(SaltBytes * 2, lowercase: true), content);

    public Text? TextOrNull(string? content) => content is null ? null : Text(content);

    public Answer Refuse(Refusal refusal) => Problems.Of(refusal, Texts);

    public Answer Refuse(ShapeFault fault) => Problems.Of([fault], Texts);

    public Answer Refuse(IReadOnlyList<ShapeFault> faults) => Problems.Of(faults, Texts);

    /// <summary>The tags of a body; a null among them is an empty tag, which a rule refuses.</summary>
    public static ImmutableArray<string> Tags(string[]? tags) =>
        tags is null ? [] : [.. tags.Select(tag => tag ?? "")];

    public static ImmutableArray<string>? TagsOrNull(string[]? tags) => tags is null ? null : Tags(tags);

    /// <summary>A page of a list, or the refusal of its cursor.</summary>
    public Answer Page<T>(Result<Page<T>> result, JsonTypeInfo<Page<T>> type) =>
        result.IsAccepted ? Answer.Ok(result.Value, type) : Refuse(result.Refusal);

    /// <summary>201 for what was made, or the refusal.</summary>
    public Answer Created(string folder, Result<Receipt> result) =>
        result.IsAccepted ? Answer.Created(folder, result.Value) : Refuse(result.Refusal);

    /// <summary>200 for what was changed, or the refusal.</summary>
    public Answer Changed(Result<Receipt> result) =>
        result.IsAccepted ? Answer.Changed(result.Value) : Refuse(result.Refusal);

    /// <summary>Time-ordered, so that new rows land beside each other.</summary>
    private string Random() => Guid.CreateVersion7(At).ToString("n");

    private static bool IsIdCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ':' or '.';
}
