namespace IdeaStorage.Silo.Import;

/// <summary>How a record ended that could be used.</summary>
public enum ImportOutcome
{
    Imported = 0,

    /// <summary>An earlier run had imported it; nothing was changed.</summary>
    Unchanged = 1,
}

/// <summary>
/// Counts what becomes of one file's records while an import runs. Every record ends exactly once: imported,
/// unchanged or skipped. Safe to use from several threads.
/// </summary>
public sealed class ImportSection(string name, string file, string encoding)
{
    private readonly Lock _gate = new();
    private readonly List<ImportNote> _notes = [];
    private int _records;
    private int _imported;
    private int _unchanged;
    private int _skipped;

    public string Name { get; } = name;

    /// <summary>Records in the file, and how many of them have ended.</summary>
    internal (int Records, int Done) Figures
    {
        get
        {
            lock (_gate) return (_records, _imported + _unchanged + _skipped);
        }
    }

    /// <summary>Counts one record that the file has.</summary>
    public void Found()
    {
        lock (_gate) _records++;
    }

    public void Ended(ImportOutcome outcome)
    {
        lock (_gate)
        {
            if (outcome is ImportOutcome.Imported) _imported++;
            else _unchanged++;
        }
    }

    public void Skip(RecordPlace place, ImportReason reason)
    {
        lock (_gate)
        {
            _skipped++;
            _notes.Add(new ImportNote(place, NoteKind.Skipped, reason));
        }
    }

    public void Warn(RecordPlace place, ImportReason reason)
    {
        lock (_gate) _notes.Add(new ImportNote(place, NoteKind.Warning, reason));
    }

    /// <summary>The figures so far, notes in the order of the file.</summary>
    public SectionReport ToReport()
    {
        lock (_gate)
        {
            var notes = _notes.OrderBy(note => note.Place.Record).ThenByDescending(note => note.Kind).ToArray();
            return new SectionReport(Name, file, encoding, _records, _imported, _unchanged, _skipped, notes);
        }
    }
}
