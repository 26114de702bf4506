using System.Text;
using CsvHelper;

namespace IdeaStorage.Silo.Import.Files;

/// <summary>
/// Reads a table of values separated by comma, semicolon or tab, with a header line, record by record. A record that
/// is broken (a quote that never ends, too many or too few cells) is skipped with its reason, and reading goes on at
/// the next line that begins a whole record, so that one broken cell does not swallow the rest of the file.
/// </summary>
public static class CsvReading
{
    /// <summary>How many lines of a broken record are tried as the start of the next one.</summary>
    internal const int ResumeLinesMax = 1_000;

    /// <summary>How far a record may reach, in bytes, to be found when trying where to go on.</summary>
    private const int ProbeBytes = 64 * 1024;

    /// <summary>All whole records; broken ones are skipped in <paramref name="section"/>.</summary>
    /// <exception cref="ImportFileException">A required column is missing.</exception>
    public static IReadOnlyList<CsvRecord> Read(
        DecodedText text, IReadOnlyList<CsvColumn> columns, ImportSection section)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(section);
        using var rows = new RowReader(Encoding.UTF8.GetBytes(text.Content));
        if (!rows.Next(out var first)) return [];
        var header = new CsvHeader(first.Cells, columns);

        var records = new List<CsvRecord>();
        var number = 0;
        while (rows.Next(out var row))
        {
            section.Found();
            var place = new RecordPlace(++number, row.Line);
            if (row.IsBroken || row.Cells.Length != header.Width)
            {
                var lines = rows.Resume(row, header.Width);
                section.Skip(place, row.IsBroken
                    ? ImportReasons.QuoteNotClosed(lines)
                    : ImportReasons.CellCount(row.Cells.Length, header.Width));
                continue;
            }

            if (row.Cells.Any(cell => cell.Contains(DecodedText.Replacement)))
            {
                section.Warn(place, ImportReasons.BytesDamaged(text.EncodingName));
            }

            records.Add(new CsvRecord(header, row.Cells, place));
        }

        return records;
    }

    /// <summary>Cells of one row, and where it stands: first byte, bytes, first line, lines.</summary>
    private readonly record struct CsvRow(string[] Cells, int Start, int Length, int Line, int Lines, bool IsBroken);

    /// <summary>
    /// Rows one after the other, blank ones left out; it can go back and start again inside a broken row.
    /// </summary>
    private sealed class RowReader(byte[] content) : IDisposable
    {
        private OpenReader _reader = new(content, separator: null);
        private int _start;
        private int _line = 1;

        public bool Next(out CsvRow row)
        {
            while (_reader.Next() is { } next)
            {
                row = next with { Start = _start + next.Start, Line = _line + next.Line - 1 };
                if (row.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell))) return true;
            }

            row = default;
            return false;
        }

        /// <summary>Continues at the first line inside the broken row that begins a whole record.</summary>
        /// <returns>How many lines the broken row is taken to have.</returns>
        public int Resume(CsvRow broken, int width)
        {
            var start = broken.Start;
            for (var skipped = 1; width > 1 && skipped < Math.Min(broken.Lines, ResumeLinesMax); skipped++)
            {
                start = LineEnds.Next(content, start);
                if (!BeginsRecord(start, width)) continue;
                var separator = _reader.Separator;
                _reader.Dispose();
                _reader = new OpenReader(content.AsMemory(start), separator);
                (_start, _line) = (start, broken.Line + skipped);
                return skipped;
            }

            return broken.Lines;
        }

        public void Dispose() => _reader.Dispose();

        private bool BeginsRecord(int start, int width)
        {
            var part = content.AsMemory(start, Math.Min(content.Length - start, ProbeBytes));
            using var probe = new OpenReader(part, _reader.Separator);
            return probe.Next() is { IsBroken: false } row && row.Cells.Length == width;
        }
    }

    /// <summary>The reader at work on some bytes, with what it finds wrong in them.</summary>
    private sealed class OpenReader : IDisposable
    {
        private readonly HashSet<long> _linesOfOpenQuotes = [];
        private readonly HashSet<long> _linesOfClosedQuotes = [];
        private readonly CsvReader _reader;

        public OpenReader(ReadOnlyMemory<byte> content, char? separator)
        {
            _reader = CsvReader.Create(content, new CsvReaderOptions
            {
                Separator = separator,
                HasHeader = false,
                TrackLineNumbers = true,
                OnMalformedRecord = Note,
            });
        }

        public char Separator => _reader.Separator;

        public CsvRow? Next()
        {
            if (!_reader.Read()) return null;
            var cells = new string[_reader.FieldCount];
            for (var at = 0; at < cells.Length; at++) cells[at] = _reader.GetString(at);
            var lines = 1 + LineEnds.Count(_reader.RawRecord);
            var line = _reader.LineNumber;
            // Text behind a closing quote is a slip of the pen in one line; over several it is a quote that closed in
            // the wrong record.
            var isBroken = _linesOfOpenQuotes.Contains(line) || (lines > 1 && _linesOfClosedQuotes.Contains(line));
            return new CsvRow(cells, (int)_reader.ByteOffset, _reader.RawRecord.Length, (int)line, lines, isBroken);
        }

        public void Dispose() => _reader.Dispose();

        private void Note(CsvMalformedRecord malformed)
        {
            var line = malformed.LineNumber;
            if (malformed.Reason is CsvMalformedReason.UnterminatedQuote) _linesOfOpenQuotes.Add(line);
            if (malformed.Reason is CsvMalformedReason.TextAfterClosingQuote) _linesOfClosedQuotes.Add(line);
        }
    }
}
