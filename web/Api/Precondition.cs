using System.Globalization;

namespace IdeaStorage.Web.Api;

/// <summary>The version that an editor saw, from <c>If-Match</c>.</summary>
internal static class Precondition
{
    /// <summary>False if the header is no ETag of ours; no header, or <c>*</c>, asks for no version.</summary>
    public static bool TryRead(HttpRequest request, out long? version)
    {
        version = null;
        var header = request.Headers.IfMatch;
        if (header.Count == 0 || (header.Count == 1 && header[0] == "*"))
            return true;
        if (header is not [{ Length: > 2 } tag] || tag[0] != '"' || tag[^1] != '"'
            || !long.TryParse(tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture,
                out var seen))
            return false;
        version = seen;
        return true;
    }

    public static ShapeFault Fault { get; } = new(StatusCodes.Status400BadRequest, "EtagIsInvalid", "If-Match");
}
