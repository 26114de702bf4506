using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IdeaStorage.Domain;

namespace IdeaStorage.Web.Api;

/// <summary>
/// What a request is answered with: small enough to be kept for an <c>Idempotency-Key</c> and sent again.
/// </summary>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body = default)
{
    private const string Json = "application/json; charset=utf-8";

    public static Answer NoContent { get; } = new(StatusCodes.Status204NoContent);

    public string ContentType { get; init; } = Json;

    public string? Location { get; init; }

    /// <summary>The version of what was read or written, sent as a strong <c>ETag</c>.</summary>
    public long? Version { get; init; }

    public string? Language { get; init; }

    /// <summary>Seconds to wait before trying again.</summary>
    public int? RetryAfter { get; init; }

    public static Answer Ok<T>(T value, JsonTypeInfo<T> type, long? version = null) =>
        new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(value, type)) { Version = version };

    /// <summary>201 with the id of what was made, and where it is.</summary>
    public static Answer Created(string folder, Receipt receipt) =>
        new(StatusCodes.Status201Created, JsonSerializer.SerializeToUtf8Bytes(receipt, ApiJson.Web.Receipt))
        {
            Location = $"{folder}/{receipt.Id}",
            Version = receipt.Version,
        };

    /// <summary>200 with id and version of what was changed.</summary>
    public static Answer Changed(Receipt receipt) => Ok(receipt, ApiJson.Web.Receipt, receipt.Version);

    public async Task SendAsync(HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = Status;
        if (Location is not null)
            response.Headers.Location = Location;
        if (Version is { } version)
            response.Headers.ETag = $"\"{version}\"";
        if (Language is not null)
            response.Headers.ContentLanguage = Language;
        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (Body.IsEmpty)
            return;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.BodyWriter.WriteAsync(Body, http.RequestAborted);
    }
}
