namespace IdeaStorage.Silo.Import;

/// <summary>Where a record stands in its file.</summary>
/// <param name="Record">Its number among the records, from 1; the header is none.</param>
/// <param name="Line">The line that it begins on, from 1, as an editor counts.</param>
public readonly record struct RecordPlace(int Record, int Line);

/// <summary>What became of the record that a note is about.</summary>
public enum NoteKind
{
    /// <summary>It was imported, with something changed or left out.</summary>
    Warning = 0,

    /// <summary>It could not be used and was left out.</summary>
    Skipped = 1,
}

/// <summary>One line of the report.</summary>
public sealed record ImportNote(RecordPlace Place, NoteKind Kind, ImportReason Reason);
