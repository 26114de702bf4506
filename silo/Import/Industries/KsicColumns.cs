using IdeaStorage.Silo.Import.Files;

namespace IdeaStorage.Silo.Import.Industries;

/// <summary>The columns of the official tables: five levels, each with code and name, and the revision.</summary>
internal static class KsicColumns
{
    public static readonly CsvColumn Revision = new("ksic_C", true);

    /// <summary>Code and name, section first.</summary>
    public static readonly IReadOnlyList<(CsvColumn Code, CsvColumn Name)> Levels =
    [
        .. Enumerable.Range(1, 5).Select(level =>
            (new CsvColumn($"ksic{level}_cd", true), new CsvColumn($"ksic{level}_nm", true))),
    ];

    public static readonly IReadOnlyList<CsvColumn> Table =
        [Revision, .. Levels.SelectMany(level => new[] { level.Code, level.Name })];

    public static readonly CsvColumn Previous = new("ksic9_cd", true);
    public static readonly CsvColumn Current = new("ksic10_cd", true);
    public static readonly CsvColumn Detail = new("detail", false);

    public static readonly IReadOnlyList<CsvColumn> Mapping = [Previous, Current, Detail];
}
