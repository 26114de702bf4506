using IdeaStorage.Domain.Tags;
using IdeaStorage.Silo.Import;
using IdeaStorage.Silo.Import.Files;
using IdeaStorage.Silo.Import.Industries;
using static IdeaStorage.Grains.Tests.Import.ImportFixtures;

namespace IdeaStorage.Grains.Tests.Import;

public sealed class KsicPlanTests
{
    private const string Header =
        "ksic1_cd,ksic1_nm,ksic2_cd,ksic2_nm,ksic3_cd,ksic3_nm,ksic4_cd,ksic4_nm,ksic5_cd,ksic5_nm,ksic_C\n";

    private readonly ImportSection _section = Section("ksic");

    [Fact]
    public void Table_WhenARowIsWhole_GivesTheWholePathWithLetters()
    {
        var record = Assert.Single(Table("C,제조업(10~34),26,전자,261,반도체,2611,집적회로,26111,메모리,C10\n"));

        Assert.Equal(["C", "C26", "C261", "C2611", "C26111"], record.Says.Select(entry => entry.Code));
        Assert.Equal(new KsicEntry(10, "C", "제조업"), record.Says[0]);
    }

    [Theory]
    [InlineData("C,제조업,26,전자,271,의료,2711,x,27111,y,C10\n", "parent-differs")]
    [InlineData("A,농업,26,전자,261,반도체,2611,x,26111,y,C10\n", "code-broken")]
    [InlineData("C,제조업,26,전자,261,반도체,2611,x,,y,C10\n", "value-missing")]
    [InlineData("C,제조업,26,전자,261,반도체,2611,x,26111,y,C8\n", "value-unknown")]
    [InlineData("C,제조업,26,전자,261,반도체,2611,x,2611,y,C10\n", "code-broken")]
    public void Table_WhenCodesDoNotFit_SkipsTheRow(string row, string code)
    {
        Assert.Empty(Table(row));
        Assert.Equal([code], _section.ToReport().Codes());
    }

    [Fact]
    public void Table_WhenASubClassIsDoubledOrRenamed_ReportsIt()
    {
        var records = Table(
            "C,제조업,26,전자,261,반도체,2611,x,26111,y,C10\nC,제조업,26,전자,261,반도체,2611,x,26111,y,C10\n"
            + "C,제조업,26,전자,261,다른 이름,2611,x,26112,z,C10\n");

        Assert.Equal(2, records.Count);
        Assert.Equal("반도체", records[1].Says[2].Korean);
        Assert.Equal(["duplicate", "name-differs"], _section.ToReport().Codes());
    }

    [Fact]
    public async Task Table_WhenOfficial_HasBothRevisionsAndOneDoubledRow()
    {
        var text = await TextDecoding.ReadAsync(
            DataFolder.Require("ksic/ksicTreeDB.csv"), TestContext.Current.CancellationToken);

        var records = KsicPlan.Table(CsvReading.Read(text, KsicColumns.Table, _section), _section);

        var entries = records.SelectMany(record => record.Says).Distinct().ToArray();
        Assert.Equal((2342, 1), (_section.ToReport().Records, _section.ToReport().Skipped));
        Assert.Equal(2021, entries.Count(entry => entry.Revision == 10));
        Assert.Equal(1957, entries.Count(entry => entry.Revision == 9));
    }

    [Fact]
    public async Task Mapping_WhenOfficial_LinksCodesThatExist()
    {
        var (tree, mapping) = await RealIndustries.ReadAsync();

        Assert.True(mapping.Links.Count > 1300, $"{mapping.Links.Count} links");
        Assert.All(mapping.Links, link => Assert.True(tree.Contains(link.Previous, 9) && tree.Contains(link.Current)));
        Assert.Equal(["C10301", "C10302"], mapping.CurrentOf("C10301").Order());
    }

    private IReadOnlyList<KsicRecord<KsicEntry>> Table(string rows) =>
        KsicPlan.Table(CsvReading.Read(Text(Header + rows), KsicColumns.Table, _section), _section);
}
