using IdeaStorage.Domain.Tags;
using IdeaStorage.Silo.Import;
using IdeaStorage.Silo.Import.Files;
using IdeaStorage.Silo.Import.Industries;
using IdeaStorage.Silo.Import.Organisations;
using static IdeaStorage.Grains.Tests.Import.ImportFixtures;

namespace IdeaStorage.Grains.Tests.Import;

public sealed class OrganisationPlanTests
{
    private const string Header = "Code,Name,Market,Industry,Products,HomePage,Region\n";

    private readonly ImportSection _section = Section("organisations");

    [Fact]
    public void Add_WhenACompanyIsWhole_KeepsIndustryProductsRegionAndHomePage()
    {
        var company = Assert.Single(Plan(
            Header + "060310,한빛,KOSDAQ,반도체 제조업,\"웨이퍼 캐리어,렌탈(장비, 기타), 산업설비 제조외\","
            + "http://www.hanbit.example,서울특별시\n").Planned);

        Assert.Equal(("krx:060310", "한빛", "서울"), (company.Source, company.Name, company.Region));
        Assert.Equal(["C261"], company.Industries);
        Assert.Equal(["웨이퍼 캐리어", "렌탈", "산업설비"], company.Tags);
        Assert.Equal("http://www.hanbit.example", company.HomePage);
        Assert.Empty(_section.ToReport().Notes);
    }

    [Fact]
    public void Add_WhenCellsAreBroken_KeepsTheCompanyWithWarnings()
    {
        var plan = Plan(
            Header + "1,가,K,,,http://https://x,\n2,나,K,점성술업,,javascript:alert(1),홍콩\n2,다,K,점성술업,,,\n"
            + ",라,K,,,,\n3,마,K,점성술업,,,경기도\n");

        Assert.Equal(["가", "나", "마"], plan.Planned.Select(company => company.Name));
        Assert.All(plan.Planned, company => Assert.Null(company.HomePage));
        Assert.Equal([null, "홍콩", "경기"], plan.Planned.Select(company => company.Region));
        Assert.Equal(new UnmatchedName("점성술업", 2), Assert.Single(plan.Unmatched));
        Assert.Equal(2, _section.ToReport().Skipped);
    }

    [Theory]
    [InlineData("전자 부품 제조업", "C262", nameof(IndustryMatchKind.Renamed))]
    [InlineData("측정,시험 및 정밀기기 제조업; 광학기기 제외", "C272", nameof(IndustryMatchKind.Named))]
    [InlineData("자동차 차체나 트레일러 제조업", "C302", nameof(IndustryMatchKind.Similar))]
    public void Find_WhenANameIsOldOrSpeltOtherwise_FindsTheCode(string name, string code, string kind)
    {
        var tree = KsicTree.BuiltIn.With(
        [
            new KsicEntry(10, "C272", "측정, 시험 및 정밀기기 제조업"), new KsicEntry(10, "C302", "자동차 차체 및 트레일러 제조업"),
            new KsicEntry(10, "C262", "전자회로 기판 제조업"), new KsicEntry(9, "C", "제조업"), new KsicEntry(9, "C26", "전자"),
            new KsicEntry(9, "C262", "전자부품 제조업"), new KsicEntry(10, "C3020", "자동차 차체 및 트레일러 제조업"),
            new KsicEntry(10, "C30201", "차체 제조업"),
        ]);
        var matcher = new IndustryMatcher(tree, new KsicMapping([new("C26221", "C26211"), new("C26222", "C26222")]));

        var match = matcher.Find(name);

        Assert.NotNull(match);
        Assert.Equal((code, kind), (match.Entry.Code, match.Kind.ToString()));
    }

    [Fact]
    public void Find_WhenTheTableHasGaps_DoesNotGuess()
    {
        var matcher = new IndustryMatcher(KsicTree.BuiltIn, KsicMapping.Empty);

        Assert.Null(matcher.Find("금융 지원 서비스업"));
        Assert.Equal("C261", matcher.Find("반도체제조업")?.Entry.Code);
    }

    [Fact]
    public async Task Add_WhenCompaniesAndTablesAreReal_MatchesAllButAFewIndustries()
    {
        var (tree, mapping) = await RealIndustries.ReadAsync();
        var file = DataFolder.Require("kr_companies/fdr_krx_desc.csv");
        var plan = Plan(
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            new IndustryMatcher(tree, mapping));

        Assert.Equal(2879, plan.Planned.Count);
        Assert.Equal(0, _section.ToReport().Skipped);
        Assert.Equal(7, plan.Unmatched.Sum(name => name.Count));
        Assert.Equal(113, _section.ToReport().Codes().Count(code => code == "industry-missing"));
        Assert.All(plan.Planned.SelectMany(company => company.Industries), code => Assert.True(tree.Contains(code)));
        Assert.Equal(["C261"], Assert.Single(plan.Planned, company => company.Source == "krx:000660").Industries);
    }

    private OrganisationPlan Plan(string content, IndustryMatcher? matcher = null)
    {
        var plan = new OrganisationPlan(_section, matcher ?? new IndustryMatcher(KsicTree.BuiltIn, KsicMapping.Empty));
        foreach (var record in CsvReading.Read(Text(content), OrganisationPlan.Columns, _section)) plan.Add(record);
        return plan;
    }
}
