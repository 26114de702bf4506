using IdeaStorage.Silo.Import;
using Spectre.Console;

namespace IdeaStorage.Web.Import;

/// <summary>
/// Prints a report: the figures as a table, every skipped record, the warnings by kind, industries to look over. Long
/// lists are cut; the JSON report has all of them.
/// </summary>
internal static class ImportReportPrinter
{
    private const int SkippedMax = 50;
    private const int NamesMax = 30;

    public static void Print(ImportReport report, IAnsiConsole console, ImportWords words)
    {
        console.Write(Figures(report, words));
        foreach (var section in report.Sections) PrintNotes(section, console, words);
        PrintNames(report, console, words);
        foreach (var (kind, count) in report.Created.Where(made => made.Value > 0))
        {
            console.WriteLine(words.Created(kind, count));
        }

        foreach (var hint in report.Hints) console.WriteLine("! " + words.Of(hint));
    }

    private static Table Figures(ImportReport report, ImportWords words)
    {
        var table = new Table().AddColumns(words.Section, words.File, words.Encoding);
        foreach (var figure in new[] { words.Records, words.Imported, words.Unchanged, words.Skipped, words.Warnings })
        {
            table.AddColumn(new TableColumn(figure).RightAligned());
        }

        foreach (var section in report.Sections)
        {
            var figures = new[]
            {
                section.Records, section.Imported, section.Unchanged, section.Skipped, section.Warnings,
            };
            table.AddRow(
            [
                new Text(words.NameOf(section.Name)), new Text(section.File), new Text(section.Encoding),
                .. figures.Select(figure => new Text($"{figure:N0}")),
            ]);
        }

        return table;
    }

    private static void PrintNotes(SectionReport section, IAnsiConsole console, ImportWords words)
    {
        var skipped = section.Notes.Where(note => note.Kind is NoteKind.Skipped).ToArray();
        foreach (var note in skipped.Take(SkippedMax))
        {
            console.WriteLine($"{words.Skipped} · {words.At(note.Place)}: {words.Of(note.Reason)}");
        }

        if (skipped.Length > SkippedMax) console.WriteLine(words.More(skipped.Length - SkippedMax));
        foreach (var kind in section.Notes.Except(skipped).GroupBy(note => note.Reason.Code))
        {
            var first = kind.First();
            var more = kind.Count() > 1 ? " " + words.More(kind.Count() - 1) : "";
            console.WriteLine($"{words.Warnings} · {words.At(first.Place)}: {words.Of(first.Reason)}{more}");
        }
    }

    private static void PrintNames(ImportReport report, IAnsiConsole console, ImportWords words)
    {
        if (report.Unmatched.Count > 0) console.WriteLine(words.Unmatched + ":");
        foreach (var name in report.Unmatched.Take(NamesMax))
        {
            console.WriteLine($"  {name.Name} ({words.Times(name.Count)})");
        }

        if (report.Unmatched.Count > NamesMax) console.WriteLine(words.More(report.Unmatched.Count - NamesMax));
        if (report.Guessed.Count > 0) console.WriteLine(words.Guessed + ":");
        foreach (var name in report.Guessed.Take(NamesMax))
        {
            console.WriteLine(
                $"  {name.Name} → {name.Code} {name.CodeName} ({name.Similarity:0.00}, {words.Times(name.Count)})");
        }

        if (report.Guessed.Count > NamesMax) console.WriteLine(words.More(report.Guessed.Count - NamesMax));
    }
}
