using IdeaStorage.Silo.Import.Files;

namespace IdeaStorage.Silo.Import.IdeaScale;

/// <summary>
/// The columns of an IdeaScale export. What is in none of them belongs to the idea's form and joins its body.
/// </summary>
internal static class IdeaScaleColumns
{
    public static readonly CsvColumn IdeaId = new("Idea ID", true);
    public static readonly CsvColumn PostedAt = new("Date/Time", true, "Date", "Creation Date");
    public static readonly CsvColumn Author = new("Author", true);
    public static readonly CsvColumn Title = new("Title", true, "Idea Title");
    public static readonly CsvColumn Details = new("Details", false, "Description", "Idea Description");
    public static readonly CsvColumn Stage = new("Stage", false);
    public static readonly CsvColumn StageChangedAt = new("Last Stage Change", false);
    public static readonly CsvColumn Campaign = new("Campaign", false);
    public static readonly CsvColumn Tags = new("Tags", false);
    public static readonly CsvColumn VotesUp = new("Vote Up", false);
    public static readonly CsvColumn VotesDown = new("Vote Down", false);
    public static readonly CsvColumn Votes = new("Total Votes", false);
    public static readonly CsvColumn IsPrivate = new("Private", false);
    public static readonly CsvColumn Owner = new("Owner", false);
    public static readonly CsvColumn Team = new("Team", false);
    public static readonly CsvColumn Contributors = new("Contributors", false);
    public static readonly CsvColumn Url = new("URL", false);
    public static readonly CsvColumn Attachments = new("Attachments", false);
    public static readonly CsvColumn Comment = new("Comment", true);

    /// <summary>
    /// The ideas file. The last ones are figures that IdeaScale computes; they say nothing that we keep.
    /// </summary>
    public static readonly IReadOnlyList<CsvColumn> Ideas =
    [
        IdeaId, PostedAt, Author, Title, Details, Stage, StageChangedAt, Campaign, Tags, VotesUp, VotesDown, Votes,
        IsPrivate, Owner, Team, Contributors, Url, Attachments,
        new("Idea Number", false), new("Campaign Group", false), new("Comments", false), new("Latitude", false),
        new("Longitude", false), new("Reviewscale", false), new("Estimate ROI", false), new("Pairwise Win %", false),
        new("Fund Collected %", false),
    ];

    public static readonly IReadOnlyList<CsvColumn> Comments = [IdeaId, PostedAt, Author, Comment, Attachments];
}
