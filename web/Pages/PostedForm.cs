using System.Text;
using IdeaStorage.Web.Api;

namespace IdeaStorage.Web.Pages;

/// <summary>The fields of a posted form. A missing field is an empty text: forms always send theirs.</summary>
internal sealed class PostedForm(IFormCollection fields)
{
    public const int BytesMax = 1024 * 1024;
    public const int FieldsMax = 200;

    private const string ContentType = "application/x-www-form-urlencoded";

    public string this[string name] => fields[name] is [{ } value, ..] ? value : "";

    /// <summary>Every value of a field that may be there several times, as boxes that are ticked.</summary>
    public IReadOnlyList<string> All(string name) => [.. fields[name].Select(value => value ?? "")];

    public bool Has(string name) => fields.ContainsKey(name);

    public string? OrNull(string name) => this[name] is { Length: > 0 } value ? value : null;

    /// <summary>Tags as they are typed: separated by commas or line ends, a leading # is no part of them.</summary>
    public IReadOnlyList<string> Tags(string name) =>
        [.. this[name].Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(tag => tag.TrimStart('#')).Where(tag => tag.Length > 0)];

    /// <summary>How every form of the site is sent; none has files.</summary>
    public static bool IsSentBy(HttpRequest request) =>
        request.ContentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>What no browser sends: too much, bytes that are no text, a NUL. The form is read afterwards.</summary>
    public static async Task<ShapeFault?> FaultOfAsync(HttpRequest request)
    {
        var body = request.BodyReader;
        var read = await body.ReadAtLeastAsync(BytesMax + 1, request.HttpContext.RequestAborted);
        var fault = read.Buffer.Length > BytesMax
            ? ShapeFault.TooLarge(BytesMax)
            : Query.EncodingFault(Encoding.Latin1.GetString(read.Buffer));
        body.AdvanceTo(read.Buffer.Start);
        return fault;
    }

    public static async Task<PostedForm> ReadAsync(HttpRequest request) =>
        new(await request.ReadFormAsync(request.HttpContext.RequestAborted));
}
