using System.Text;
using IdeaStorage.Silo.Import;
using IdeaStorage.Silo.Import.Files;
using IdeaStorage.Silo.Import.IdeaScale;

namespace IdeaStorage.Grains.Tests.Import;

/// <summary>Small files, written out here so that a test shows what it reads.</summary>
internal static class ImportFixtures
{
    public const string IdeasHeader =
        "Idea ID,Date/Time,Stage,Author,Campaign,Total Votes,Vote Up,Vote Down,Title,Details,Tags";

    public const string CommentsHeader = "Date,Idea ID,Author,Comment";

    /// <summary>When the fixtures are imported: after everything in them.</summary>
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static DecodedText Text(string content) => TextDecoding.Decode(Encoding.UTF8.GetBytes(content));

    public static ImportSection Section(string name = "records") => new(name, "file.csv", "utf-8");

    /// <summary>Plans an export of these two files.</summary>
    public static Planned Plan(string ideas, string comments = CommentsHeader)
    {
        var (ideasSection, commentsSection) = (Section("ideas"), Section("comments"));
        var plan = IdeaScalePlan.Make(
            CsvReading.Read(Text(ideas), IdeaScaleColumns.Ideas, ideasSection), ideasSection,
            CsvReading.Read(Text(comments), IdeaScaleColumns.Comments, commentsSection), commentsSection, Now);
        return new Planned(plan, ideasSection.ToReport(), commentsSection.ToReport());
    }

    public static IEnumerable<string> Codes(this SectionReport report) => report.Notes.Select(note => note.Reason.Code);

    internal sealed record Planned(ContentPlan Plan, SectionReport Ideas, SectionReport Comments);
}
