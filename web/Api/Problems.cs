using System.Text.Json;
using IdeaStorage.Domain;
using IdeaStorage.Web.Language;

namespace IdeaStorage.Web.Api;

/// <summary>
/// RFC 9457 problem details, from refusals and from faults of shape. The one place that knows their statuses.
/// </summary>
internal static class Problems
{
    private const string ContentType = "application/problem+json; charset=utf-8";
    private const string RefusalType = "urn:ideastorage:refusal:";
    private const string ProblemType = "urn:ideastorage:problem:";

    /// <summary>The one switch from a "no" to HTTP.</summary>
    public static int StatusOf(Refusal refusal) => refusal.Kind switch
    {
        _ when Precondition.IsStale(refusal) => StatusCodes.Status412PreconditionFailed,
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        _ => throw new InvalidOperationException($"Refusal kind {refusal.Kind} has no status."),
    };

    public static Answer Of(Refusal refusal, Texts texts) => Write(
        RefusalType + refusal.Name, StatusOf(refusal), refusal.Name,
        // What was stale came in a header, not in a field.
        [.. refusal.Each().Select(one => (
            Precondition.IsStale(one) ? Precondition.HeaderName : one.Field, TitleOf(one, texts)))],
        texts);

    public static Answer Of(ShapeFault fault, Texts texts) => Of([fault], texts);

    /// <summary>Of several faults the first one names the problem; its errors tell of all.</summary>
    public static Answer Of(IReadOnlyList<ShapeFault> faults, Texts texts) => Write(
        ProblemType + faults[0].Name, faults[0].Status, faults[0].Name,
        [.. faults.Select(fault => (fault.Field, TitleOf(fault, texts)))], texts);

    /// <summary>The refusal in words.</summary>
    public static string TitleOf(Refusal refusal, Texts texts) => texts[
        "refusal." + refusal.Name,
        refusal.Arguments.IsDefault
            ? []
            : [.. refusal.Arguments.Select(argument => InWords(refusal.Name, argument, texts))]];

    public static string TitleOf(ShapeFault fault, Texts texts) => texts[
        "problem." + fault.Name,
        [.. fault.Arguments.Select(argument => argument is TextKey key ? texts[key.Key] : argument)]];

    /// <summary>Stages and lifecycles, which a "cannot follow" names, are said in words.</summary>
    private static object InWords(string name, string argument, Texts texts) =>
        name.EndsWith("CannotFollow", StringComparison.Ordinal) ? texts["choice." + argument] : argument;

    private static Answer Write(
        string type, int status, string name, IReadOnlyList<(string? Field, string Said)> faults, Texts texts)
    {
        var errors = faults.Where(fault => fault.Field is not null).GroupBy(fault => fault.Field!)
            .ToDictionary(field => field.Key, field => field.Select(fault => fault.Said).ToArray());
        var body = new ProblemBody(type, faults[0].Said, status, name, errors.Count == 0 ? null : errors);
        return new Answer(status, JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Web.ProblemBody))
        {
            ContentType = ContentType,
            Language = texts.Language,
        };
    }
}

/// <param name="Type">Stable; names the rule.</param>
/// <param name="Title">In the caller's language.</param>
/// <param name="Status">As the response's.</param>
/// <param name="Name">The last part of the type.</param>
/// <param name="Errors">What is wrong by field.</param>
internal sealed record ProblemBody(
    string Type, string Title, int Status, string Name, Dictionary<string, string[]>? Errors);
