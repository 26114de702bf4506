using IdeaStorage.Domain;

namespace IdeaStorage.Silo.Import.Files;

/// <summary>A column that an import reads.</summary>
/// <param name="Name">Its name, compared without case and surplus space.</param>
/// <param name="IsRequired">Whether a file without it is refused.</param>
/// <param name="OtherNames">Other names of the same column.</param>
public sealed record CsvColumn(string Name, bool IsRequired, params IReadOnlyList<string> OtherNames);

/// <summary>One record whose number of cells is right.</summary>
public sealed class CsvRecord
{
    private readonly CsvHeader _header;
    private readonly string[] _cells;

    internal CsvRecord(CsvHeader header, string[] cells, RecordPlace place) =>
        (_header, _cells, Place) = (header, cells, place);

    public RecordPlace Place { get; }

    /// <summary>The cell without surrounding space; empty if the file has no such column.</summary>
    public string this[CsvColumn column] => _header.IndexOf(column) is { } at ? _cells[at].Trim() : "";

    /// <summary>Cells of columns that the import does not know, as (column name, cell); empty ones left out.</summary>
    public IEnumerable<(string Name, string Cell)> Others =>
        _header.Others.Select(other => (other.Name, Cell: _cells[other.Index].Trim())).Where(other => other.Cell != "");
}

/// <summary>Which column stands where, found by name.</summary>
internal sealed class CsvHeader
{
    private readonly Dictionary<CsvColumn, int> _known = [];

    /// <exception cref="ImportFileException">A required column is missing.</exception>
    public CsvHeader(string[] cells, IReadOnlyList<CsvColumn> columns)
    {
        Width = cells.Length;
        var positions = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < cells.Length; at++) positions.TryAdd(Normalise(cells[at]), at);

        foreach (var column in columns)
        {
            var name = column.OtherNames.Prepend(column.Name).Select(Normalise).FirstOrDefault(positions.ContainsKey);
            if (name is not null) _known[column] = positions[name];
        }

        var missing = columns.Where(column => column.IsRequired && !_known.ContainsKey(column)).ToArray();
        if (missing.Length > 0)
        {
            throw ImportFileException.MissingColumns(
                missing.Select(column => column.Name),
                columns.Where(column => column.IsRequired).Select(column => column.Name),
                cells.Select(Normalise));
        }

        var named = cells.Select((name, index) => (Name: Normalise(name), Index: index));
        Others = [.. named.Where(cell => !_known.ContainsValue(cell.Index))];
    }

    /// <summary>How many cells a record must have.</summary>
    public int Width { get; }

    public IReadOnlyList<(string Name, int Index)> Others { get; }

    public int? IndexOf(CsvColumn column) => _known.TryGetValue(column, out var at) ? at : null;

    private static string Normalise(string name) =>
        string.Join(' ', TextRules.Normalise(name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
