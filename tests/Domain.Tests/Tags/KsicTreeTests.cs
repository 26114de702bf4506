using System.Text.RegularExpressions;
using IdeaStorage.Domain.Tags;

namespace IdeaStorage.Domain.Tests.Tags;

public sealed class KsicTreeTests
{
    [Fact]
    public void BuiltIn_HasSectionsDivisionsAndTheGroupsOfManufacturing()
    {
        Assert.Equal(21, KsicTree.BuiltIn.ChildrenOf(null).Count);
        Assert.Equal(77,
            KsicTree.BuiltIn.ChildrenOf(null).Sum(section => KsicTree.BuiltIn.ChildrenOf(section.Code).Count));
        Assert.Equal(85,
            KsicTree.BuiltIn.ChildrenOf("C").Sum(division => KsicTree.BuiltIn.ChildrenOf(division.Code).Count));
        Assert.Equal(21 + 77 + 85, KsicTree.BuiltIn.Count);
    }

    [Fact]
    public void BuiltIn_NamesEachCodeInBothLanguagesUnderAKnownParent()
    {
        var all = KsicTree.BuiltIn.Search("업", 1_000).Concat(KsicTree.BuiltIn.ChildrenOf(null));
        Assert.All(all, entry =>
        {
            Assert.NotEmpty(entry.Korean);
            Assert.False(string.IsNullOrEmpty(entry.English));
            Assert.True(entry.Code.Length == 1 || KsicTree.BuiltIn.Contains(Ksic.ParentOf(entry.Code)!));
        });
    }

    [Fact]
    public void BuiltIn_AgreesWithTheOfficialTable()
    {
        var folder = Environment.GetEnvironmentVariable("IDEASTORAGE_DATA") ?? Path.Combine(Root(), "../shared/data");
        var file = Path.Combine(folder, "ksic/ksicTreeDB.csv");
        Assert.SkipUnless(File.Exists(file), $"The official table is not at {file} (IDEASTORAGE_DATA).");
        var rows = File.ReadLines(file).Where(line => line.EndsWith(",C10", StringComparison.Ordinal))
            .Select(line => Regex.Matches(line, "(\"[^\"]*\"|[^,]*)(,|$)"))
            .Select(cells => cells.Select(cell => cell.Groups[1].Value.Trim('"')).ToList())
            .ToList();
        var names = new Dictionary<string, string>();
        foreach (var row in rows)
        {
            names[row[0]] = Regex.Replace(row[1], @"\(\d\d(~\d\d)?\)$", "");
            names[row[0] + row[2]] = row[3];
            if (row[0] == "C")
                names["C" + row[4]] = row[5];
        }
        Assert.Equal(KsicTree.BuiltIn.Count, names.Count);
        Assert.All(names, name => Assert.Equal(name.Value, KsicTree.BuiltIn.Find(name.Key)?.Korean));
    }

    [Fact]
    public void With_AddsAndReplacesButKeepsTheEnglishName()
    {
        var tree = KsicTree.BuiltIn.With(
        [
            new KsicEntry(10, "C2711", "방사선 장치 및 전기식 진단기기 제조업"), new KsicEntry(10, "C271", "의료기기"),
            new KsicEntry(9, "D36", "수도사업"),
        ]);
        Assert.Equal(["C", "C27", "C271", "C2711"], tree.PathOf("C2711").Select(entry => entry.Code));
        Assert.Equal(("의료기기", KsicTree.BuiltIn.Find("C271")!.English), (tree.Find("C271")!.Korean,
            tree.Find("C271")!.English));
        Assert.Equal((true, false), (tree.Contains("D36", 9), tree.Contains("D36")));
        Assert.False(KsicTree.BuiltIn.Contains("C2711"));
    }

    [Fact]
    public void With_ACodeOfAnotherForm_Throws()
        => Assert.Throws<ArgumentException>(() => KsicTree.BuiltIn.With([new KsicEntry(10, "C99", "없음")]));

    [Theory]
    [InlineData("반도체", "C261")]
    [InlineData("c27", "C27")]
    [InlineData("SEMICONDUCTORS", "C261")]
    [InlineData("전기변환 공급", "C281")]
    public void Search_FindsByCodeAndByNameInBothLanguages(string words, string expected)
        => Assert.Equal(expected, KsicTree.BuiltIn.Search(words, 5)[0].Code);

    [Fact]
    public void Search_OfNothing_FindsNothing() => Assert.Empty(KsicTree.BuiltIn.Search(" ,", 5));

    [Theory]
    [InlineData("영상·오디오 기록물 제작및 배급업", "J59")]
    [InlineData("의료용 기기 제조업", "C271")]
    public void Named_IgnoresSpacesAndPunctuation(string korean, string expected)
        => Assert.Equal(expected, Assert.Single(KsicTree.BuiltIn.Named(korean)).Code);

    [Fact]
    public void Mapping_MayLeadToSeveralCodes()
    {
        var mapping = new KsicMapping(
        [
            new KsicLink("C26110", "C26111", "메모리"), new KsicLink("C26110", "C26112"),
            new KsicLink("C26110", "C26112"),
        ]);
        Assert.Equal(["C26111", "C26112"], mapping.CurrentOf("C26110"));
        Assert.Empty(mapping.CurrentOf("A01110"));
        Assert.Equal(2, mapping.Links.Count);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "IdeaStorage.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? ".";
    }
}
