using System.Globalization;
using System.Text.RegularExpressions;
using IdeaStorage.Domain.Tags;
using IdeaStorage.Silo.Import.Files;

namespace IdeaStorage.Silo.Import.Industries;

/// <summary>One usable record with what it says: a path of entries, or one link.</summary>
internal sealed record KsicRecord<T>(RecordPlace Place, IReadOnlyList<T> Says);

/// <summary>
/// Reads the official classification: each row is a sub-class with everything above it. Pure. A row is skipped when its
/// codes do not lie under each other, or when the sub-class stands in the file already.
/// </summary>
internal static partial class KsicPlan
{
    /// <summary>The rows' entries with the section letter before every code; the first name of a code counts.</summary>
    public static IReadOnlyList<KsicRecord<KsicEntry>> Table(IReadOnlyList<CsvRecord> records, ImportSection section)
    {
        var names = new Dictionary<(int, string), string>();
        var leaves = new Dictionary<(int, string), int>();
        var planned = new List<KsicRecord<KsicEntry>>();
        foreach (var record in records)
        {
            if (WhyUnusable(record, out var revision) is { } reason)
            {
                section.Skip(record.Place, reason);
                continue;
            }

            var path = PathOf(record, revision);
            var leaf = (revision, path[^1].Code);
            if (leaves.TryGetValue(leaf, out var earlier))
            {
                section.Skip(record.Place, ImportReasons.Duplicate($"KSIC {revision} {path[^1].Code}", earlier));
                continue;
            }

            leaves[leaf] = record.Place.Record;
            foreach (var entry in path)
            {
                var key = (revision, entry.Code);
                if (names.TryAdd(key, entry.Korean) || names[key] == entry.Korean) continue;
                section.Warn(record.Place, ImportReasons.NameDiffers(entry.Code, names[key], entry.Korean));
            }

            var named = path.Select(entry => entry with { Korean = names[(revision, entry.Code)] });
            planned.Add(new(record.Place, [.. named]));
        }

        return planned;
    }

    /// <summary>The links from the 9th to the 10th revision whose codes both exist.</summary>
    public static IReadOnlyList<KsicRecord<KsicLink>> Mapping(
        IReadOnlyList<CsvRecord> records, ImportSection section, KsicTree tree)
    {
        var known = new Dictionary<(string, string), int>();
        var planned = new List<KsicRecord<KsicLink>>();
        foreach (var record in records)
        {
            var (previous, current) = (record[KsicColumns.Previous], record[KsicColumns.Current]);
            var from = CodeOf(previous, Ksic.PreviousRevision, tree);
            var to = CodeOf(current, Ksic.CurrentRevision, tree);
            if (from is null || to is null)
            {
                section.Skip(record.Place, ImportReasons.CodeBroken(from is null ? previous : current));
            }
            else if (known.TryGetValue((from, to), out var earlier))
            {
                section.Skip(record.Place, ImportReasons.Duplicate($"{previous} → {current}", earlier));
            }
            else
            {
                known[(from, to)] = record.Place.Record;
                var detail = record[KsicColumns.Detail];
                planned.Add(new(record.Place, [new KsicLink(from, to, detail == "" ? null : detail)]));
            }
        }

        return planned;
    }

    private static string? CodeOf(string digits, int revision, KsicTree tree) =>
        Ksic.FromDigits(digits, revision) is { } code && tree.Contains(code, revision) ? code : null;

    private static ImportReason? WhyUnusable(CsvRecord record, out int revision)
    {
        var cell = record[KsicColumns.Revision];
        var isNumber = int.TryParse(
            cell.TrimStart('C', 'c'), NumberStyles.None, CultureInfo.InvariantCulture, out revision);
        if (!isNumber || revision is not (Ksic.PreviousRevision or Ksic.CurrentRevision))
        {
            return ImportReasons.Unknown(KsicColumns.Revision.Name, cell);
        }

        var letter = record[KsicColumns.Levels[0].Code];
        for (var level = 0; level < KsicColumns.Levels.Count; level++)
        {
            var (code, name) = KsicColumns.Levels[level];
            if (record[code] == "") return ImportReasons.Missing(code.Name);
            if (record[name] == "") return ImportReasons.Missing(name.Name);
            var full = level == 0 ? letter : letter + record[code];
            if (Ksic.LevelOf(full) != level + 1 || !Ksic.IsCode(full, revision)) return ImportReasons.CodeBroken(full);
            var parent = level < 2 ? "" : record[KsicColumns.Levels[level - 1].Code];
            if (!record[code].StartsWith(parent, StringComparison.Ordinal))
            {
                return ImportReasons.ParentDiffers(record[code], parent);
            }
        }

        return null;
    }

    private static KsicEntry[] PathOf(CsvRecord record, int revision)
    {
        var letter = record[KsicColumns.Levels[0].Code];
        return
        [
            .. KsicColumns.Levels.Select((level, at) => new KsicEntry(
                revision,
                at == 0 ? letter : letter + record[level.Code],
                DivisionRange().Replace(record[level.Name], "").Trim())),
        ];
    }

    // The names of sections end with the divisions in them: “제조업(10~34)”.
    [GeneratedRegex(@"\s*\(\s*\d{1,2}\s*(~\s*\d{1,2}\s*)?\)\s*$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex DivisionRange();
}
