using IdeaStorage.Domain.Tags;
using IdeaStorage.Silo.Import;
using IdeaStorage.Silo.Import.Files;
using IdeaStorage.Silo.Import.Industries;

namespace IdeaStorage.Grains.Tests.Import;

/// <summary>The official classification and mapping, from the data folder.</summary>
internal static class RealIndustries
{
    public static async Task<(KsicTree Tree, KsicMapping Mapping)> ReadAsync()
    {
        var table = ImportFixtures.Section("ksic");
        var records = KsicPlan.Table(await ReadAsync("ksic/ksicTreeDB.csv", KsicColumns.Table, table), table);
        var tree = KsicTree.BuiltIn.With(records.SelectMany(record => record.Says));
        var mapping = ImportFixtures.Section("mapping");
        var links = KsicPlan.Mapping(
            await ReadAsync("ksic/ksic_9_to_10.csv", KsicColumns.Mapping, mapping), mapping, tree);
        return (tree, new KsicMapping(links.SelectMany(record => record.Says)));
    }

    private static async Task<IReadOnlyList<CsvRecord>> ReadAsync(
        string path, IReadOnlyList<CsvColumn> columns, ImportSection section)
    {
        var text = await TextDecoding.ReadAsync(DataFolder.Require(path), TestContext.Current.CancellationToken);
        return CsvReading.Read(text, columns, section);
    }
}
