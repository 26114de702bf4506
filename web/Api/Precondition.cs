using System.Globalization;
using IdeaStorage.Domain;
using Microsoft.Net.Http.Headers;

namespace IdeaStorage.Web.Api;

/// <summary>
/// Changes under <c>If-Match</c> (RFC 9110, 13.1.1): a list matches if any of its tags does, <c>*</c> always, a weak
/// tag never, and what does not match is answered with 412.
/// </summary>
internal static class Precondition
{
    public const string HeaderName = "If-Match";

    private const int TagsMax = 16;

    // Versions count from 1, so this one is never present; the rules of who may change it still come first.
    private const long Never = 0;

    /// <summary>Carries out a change for the versions that the caller accepts.</summary>
    /// <param name="call">The request.</param>
    /// <param name="change">
    /// The change, given the version that it must find, or null: whichever. One that finds another changes nothing.
    /// </param>
    public static async Task<Answer> ChangeIfMatchAsync(this Call call, Func<long?, Task<Result<Receipt>>> change)
    {
        if (!TryRead(call.Http.Request, out var accepted))
            return call.Refuse(Invalid);
        var result = await change(accepted.Count == 0 ? null : accepted[0]);
        foreach (var version in accepted.Skip(1).TakeWhile(_ => IsStale(result)))
            result = await change(version);
        return call.Changed(result);
    }

    /// <summary>Whether the refusal is that of a version which is no longer, or was never, the present one.</summary>
    public static bool IsStale(Refusal? refusal) => refusal?.Name == nameof(TextRefusals.VersionIsStale);

    private static ShapeFault Invalid { get; } =
        new(StatusCodes.Status400BadRequest, "EtagIsInvalid", HeaderName, TagsMax);

    private static bool IsStale(Result<Receipt> result) => IsStale(result.Refusal);

    private static bool TryRead(HttpRequest request, out IReadOnlyList<long> accepted)
    {
        accepted = [];
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
            return true;
        if (!EntityTagHeaderValue.TryParseStrictList(header.ToArray()!, out var tags) || tags.Count is 0 or > TagsMax)
            return false;
        if (!tags.Contains(EntityTagHeaderValue.Any))
            accepted = [.. tags.Select(VersionOf).Distinct()];
        return true;
    }

    private static long VersionOf(EntityTagHeaderValue tag) =>
        !tag.IsWeak && long.TryParse(
            tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : Never;
}
