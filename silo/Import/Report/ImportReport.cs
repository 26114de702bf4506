using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdeaStorage.Silo.Import;

/// <summary>What an import did.</summary>
/// <param name="Import">Which import: <c>ksic</c>, <c>organisations</c>, <c>ideascale</c>, <c>petitions</c>.</param>
/// <param name="Sections">One per file.</param>
public sealed record ImportReport(string Import, IReadOnlyList<SectionReport> Sections)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>What was made besides the records themselves: members, mini-clusters.</summary>
    public IReadOnlyDictionary<string, int> Created { get; init; } = new Dictionary<string, int>();

    /// <summary>What the operator should know of the whole import, beside single records.</summary>
    public IReadOnlyList<ImportReason> Hints { get; init; } = [];

    /// <summary>Industry names that no code was found for, the most frequent first.</summary>
    public IReadOnlyList<UnmatchedName> Unmatched { get; init; } = [];

    /// <summary>Industry names whose code rests on similarity, for a human to look over.</summary>
    public IReadOnlyList<GuessedName> Guessed { get; init; } = [];

    /// <summary>
    /// Whether every record is accounted for: imported + unchanged + skipped = records, in each section.
    /// </summary>
    public bool AddsUp => Sections.All(section => section.AddsUp);

    /// <summary>The report for programs, Korean kept readable.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);
}

/// <summary>What became of one file.</summary>
/// <param name="Name">What its records are: <c>ideas</c>, <c>comments</c>, <c>organisations</c>, ….</param>
/// <param name="File">Its name, without the folder.</param>
/// <param name="Encoding">The encoding that was found.</param>
/// <param name="Records">Records in the file.</param>
/// <param name="Imported">New in this run.</param>
/// <param name="Unchanged">Imported by an earlier run.</param>
/// <param name="Skipped">Could not be used; each has a note.</param>
/// <param name="Notes">Skipped records and warnings, in the order of the file.</param>
public sealed record SectionReport(
    string Name, string File, string Encoding, int Records, int Imported, int Unchanged, int Skipped,
    IReadOnlyList<ImportNote> Notes)
{
    public int Warnings => Notes.Count(note => note.Kind is NoteKind.Warning);

    public bool AddsUp => Imported + Unchanged + Skipped == Records;

    /// <summary>Whether it has records but none could be used: most likely another kind of file.</summary>
    public bool NothingFits => Records > 0 && Skipped == Records;
}

/// <summary>A name without a code, and in how many records it stands.</summary>
public sealed record UnmatchedName(string Name, int Count);

/// <summary>A name whose code rests on similarity.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Code">The code that was taken.</param>
/// <param name="CodeName">That code's own name.</param>
/// <param name="Similarity">0–1, 1 being equal.</param>
/// <param name="Count">In how many records it stands.</param>
public sealed record GuessedName(string Name, string Code, string CodeName, double Similarity, int Count);
