using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace IdeaStorage.Web.Api;

/// <summary>What reading a request's JSON body came to: a value, or what is wrong with it.</summary>
internal readonly record struct BodyResult<T>(T? Value, IReadOnlyList<ShapeFault> Faults, string Hash = "")
    where T : class
{
    public BodyResult(ShapeFault fault)
        : this(null, [fault])
    {
    }
}

/// <summary>
/// Reads a JSON body strictly. Nothing that a caller can send makes it throw, but a connection that breaks.
/// </summary>
internal static class JsonBody
{
    /// <summary>
    /// The longest idea (20,000 characters, each escaped as twelve bytes) fits, with its other fields.
    /// </summary>
    public const int BytesMax = 512 * 1024;

    private const int BufferBytes = 4096;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static async ValueTask<BodyResult<T>> ReadAsync<T>(
        HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        if (!request.HasJsonContentType())
            return new(ShapeFault.NotJson);
        if (request.ContentLength > BytesMax)
            return new(ShapeFault.TooLarge(BytesMax));
        var buffer = ArrayPool<byte>.Shared.Rent((int)(request.ContentLength + 1 ?? BufferBytes));
        try
        {
            var length = 0;
            while (await request.Body.ReadAsync(buffer.AsMemory(length), cancellation) is > 0 and var read)
            {
                length += read;
                if (length > BytesMax)
                    return new(ShapeFault.TooLarge(BytesMax));
                if (length == buffer.Length)
                    buffer = Grow(buffer, length);
            }
            var bytes = buffer.AsMemory(0, length);
            return Parse(bytes, type) with { Hash = RequestHash.Of(request, bytes.Span) };
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new(ShapeFault.TooLarge(BytesMax));
        }
        catch (BadHttpRequestException)
        {
            return new(ShapeFault.Malformed(0, 0));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static BodyResult<T> Parse<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type)
        where T : class
    {
        if (!Utf8.IsValid(json.Span))
            return new(ShapeFault.NotUtf8);
        if (json.Span.StartsWith(ByteOrderMark))
            json = json[ByteOrderMark.Length..];
        try
        {
            if (JsonSerializer.Deserialize(json.Span, type) is not { } value)
                return new(ShapeFault.WrongType("", "object"));
            return FindNul(json.Span) is { } field ? new(ShapeFault.HoldsNul(field)) : new(value, []);
        }
        catch (JsonException)
        {
            return new(null, JsonFaults.Explain(json, type));
        }
    }

    /// <summary>The outermost field in which a text holds a NUL character (it can only be written escaped).</summary>
    private static string? FindNul(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\u0000"u8) < 0)
            return null;
        var reader = new Utf8JsonReader(json);
        var field = "";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                field = reader.GetString()!;
            if (reader.TokenType == JsonTokenType.String && reader.GetString()!.Contains('\0'))
                return field;
        }

        return null;
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return larger;
    }
}
