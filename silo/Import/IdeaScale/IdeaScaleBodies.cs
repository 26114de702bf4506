using System.Text;
using IdeaStorage.Silo.Import.Files;

namespace IdeaStorage.Silo.Import.IdeaScale;

/// <summary>
/// Puts an idea's body together: its details, then each answered question of the community's own form under its
/// heading, then who is named, what was attached and where it stood. So nothing that a member wrote is lost.
/// </summary>
internal static class IdeaScaleBodies
{
    private const string NoAttachments = "NO";
    private const string NoContributors = "no contributors";
    private const int HeadingCharactersMax = 200;

    public static string Of(CsvRecord record)
    {
        var body = new StringBuilder(HtmlText.ToMarkdown(record[IdeaScaleColumns.Details]));
        foreach (var (name, cell) in record.Others) Section(body, name, HtmlText.ToMarkdown(cell));
        Section(body, "Owner", HtmlText.ToLine(record[IdeaScaleColumns.Owner]));
        Section(body, "Team", HtmlText.ToLine(record[IdeaScaleColumns.Team]));
        var contributors = HtmlText.ToLine(record[IdeaScaleColumns.Contributors]);
        if (!contributors.Equals(NoContributors, StringComparison.OrdinalIgnoreCase))
        {
            Section(body, "Contributors", contributors);
        }

        Section(body, "Attachments", AttachmentsOf(record));
        Section(body, "Original", Address(record[IdeaScaleColumns.Url]) ?? "");
        return body.ToString().Trim();
    }

    /// <summary>A comment's body with its attachments; empty if it has neither.</summary>
    public static string OfComment(CsvRecord record)
    {
        var text = HtmlText.ToMarkdown(record[IdeaScaleColumns.Comment]);
        return $"{text}\n\n{AttachmentsOf(record)}".Trim();
    }

    private static string AttachmentsOf(CsvRecord record)
    {
        var cell = record[IdeaScaleColumns.Attachments];
        if (cell.Equals(NoAttachments, StringComparison.OrdinalIgnoreCase)) return "";
        var addresses = cell.Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(Address);
        return string.Join('\n', addresses.OfType<string>().Select(address => "- " + address));
    }

    private static string? Address(string cell) =>
        Uri.TryCreate(cell, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? $"<{uri.AbsoluteUri}>"
            : null;

    private static void Section(StringBuilder body, string name, string content)
    {
        if (content == "") return;
        var heading = name.Length <= HeadingCharactersMax ? name : name[..HeadingCharactersMax] + "…";
        body.Append("\n\n### ").Append(heading).Append("\n\n").Append(content);
    }
}
