namespace IdeaStorage.Web.Pages;

/// <summary>The fields of a posted form. A missing field is an empty text: forms always send theirs.</summary>
internal sealed class PostedForm(IFormCollection fields)
{
    public const int BytesMax = 1024 * 1024;
    public const int FieldsMax = 200;

    // A NUL becomes what a page makes of it; no browser sends one, and no database is asked for it.
    public string this[string name] => fields[name] is [{ } value, ..] ? value.Replace('\0', '\uFFFD') : "";

    public bool Has(string name) => fields.ContainsKey(name);

    public string? OrNull(string name) => this[name] is { Length: > 0 } value ? value : null;

    /// <summary>Tags as they are typed: separated by commas or line ends, a leading # is no part of them.</summary>
    public IReadOnlyList<string> Tags(string name) =>
        [.. this[name].Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(tag => tag.TrimStart('#')).Where(tag => tag.Length > 0)];

    public static async Task<PostedForm> ReadAsync(HttpRequest request) =>
        new(request.HasFormContentType
            ? await request.ReadFormAsync(request.HttpContext.RequestAborted)
            : FormCollection.Empty);
}
