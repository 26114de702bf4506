using System.Text;
using IdeaStorage.Grains.Tests.Host;
using IdeaStorage.Silo.Import;
using IdeaStorage.Storage.EventLog;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Grains.Tests.Import;

/// <summary>The imports as they run: real grains and the real log, in memory.</summary>
public sealed class ImporterTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("import-tests-").FullName;
    private readonly ProductHost _host = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Importer Importer => _host.Services.GetRequiredService<Importer>();

    private IEventLog Log => _host.Services.GetRequiredService<IEventLog>();

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Import_WhenTheExportIsReal_BringsAllOnceAndChangesNothingTheSecondTime()
    {
        var first = await ImportExportAsync();
        var head = await Log.GetHeadAsync(Token);
        var second = await ImportExportAsync();

        Assert.Equal([(56, 56, 0, 0), (738, 738, 0, 0)], first.Sections.Select(Figures));
        Assert.Equal([(56, 0, 56, 0), (738, 0, 738, 0)], second.Sections.Select(Figures));
        Assert.Equal((1, true), (first.Created["clusters"], first.Created["members"] > 70));
        Assert.Equal((0, 0), (second.Created["clusters"], second.Created["members"]));
        Assert.Equal(head, await Log.GetHeadAsync(Token));
    }

    [Fact]
    public async Task Import_WhenInterruptedInTheMiddle_GoesOnWhereItStopped()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var progress = new Watcher(at =>
        {
            if (at is { Section: "comments", Done: >= 300 }) stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImportExportAsync(progress, stop.Token));

        var rest = await ImportExportAsync();

        Assert.Equal((56, 0, 56, 0), Figures(rest.Sections[0]));
        var comments = rest.Sections[1];
        Assert.True(comments is { AddsUp: true, Skipped: 0, Unchanged: >= 300, Imported: > 0 }, $"{comments}");
    }

    [Fact]
    public async Task Import_WhenTablesAndCompaniesAreReal_AddsUpAndChangesNothingTheSecondTime()
    {
        var (table, mapping) = (DataFolder.Require("ksic/ksicTreeDB.csv"), DataFolder.Require("ksic/ksic_9_to_10.csv"));
        var companies = DataFolder.Require("kr_companies/fdr_krx_desc.csv");
        var ksic = await Importer.ImportKsicAsync(table, mapping, null, Token);
        var ksicAgain = await Importer.ImportKsicAsync(table, mapping, null, Token);
        var first = await Importer.ImportOrganisationsAsync(companies, null, Token);
        var second = await Importer.ImportOrganisationsAsync(companies, null, Token);

        Assert.True(ksic.AddsUp && ksicAgain.AddsUp);
        Assert.Equal((2342, 2341, 0, 1), Figures(ksic.Sections[0]));
        Assert.All(ksicAgain.Sections, section => Assert.Equal(0, section.Imported));
        Assert.Equal((2879, 2879, 0, 0), Figures(first.Sections[0]));
        Assert.Equal((2879, 0, 2879, 0), Figures(second.Sections[0]));
        Assert.Equal(7, first.Unmatched.Sum(name => name.Count));
        Assert.Empty(first.Hints);
    }

    [Fact]
    public async Task Import_WhenPetitionsAreReal_AddsUpAndChangesNothingTheSecondTime()
    {
        var file = DataFolder.Require("kr_petitions/petitions_2019-04.jsonl");
        var first = await Importer.ImportPetitionsAsync(file, null, Token);
        var second = await Importer.ImportPetitionsAsync(file, null, Token);

        Assert.Equal((494, 494, 0, 0), Figures(first.Sections[0]));
        Assert.Equal((494, 0, 494, 0), Figures(second.Sections[0]));
        Assert.Equal((1, 1), (first.Created["clusters"], first.Created["members"]));
    }

    [Fact]
    public async Task Import_WhenRecordsAreBad_SkipsThemAndReportsInJson()
    {
        var ideas = await WriteAsync(
            "ideas.csv",
            ImportFixtures.IdeasHeader + "\n1,18/Aug/20,Discuss,a,C,0,0,0,첫째,본문,\n"
            + "1,18/Aug/20,Discuss,a,C,0,0,0,둘째,x,\n");
        var comments = await WriteAsync(
            "comments.csv", ImportFixtures.CommentsHeader + "\n19/Aug/20,1,b,의견\n19/Aug/20,2,b,갈 곳 없음\n");

        var report = await Importer.ImportIdeaScaleAsync(ideas, comments, null, Token);

        Assert.Equal([(2, 1, 0, 1), (2, 1, 0, 1)], report.Sections.Select(Figures));
        Assert.Contains("“Idea ID”의 값을 알 수 없습니다: 2", report.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("ks_c_5601-1987")]
    public async Task Import_OfTheSameExportInAnotherEncoding_ChangesNothing(string encoding)
    {
        const string Ideas = ImportFixtures.IdeasHeader
            + "\n1,18/Aug/20,Discuss,김가람,산단,3,4,1,\"폐열, 나눠 쓰기\",본문입니다,열\n";
        const string Comments = ImportFixtures.CommentsHeader + "\n19/Aug/20,1,이나래,좋은 생각입니다\n";
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var other = Encoding.GetEncoding(encoding);
        var (ideas, comments) = (await WriteAsync("i.csv", Ideas, other), await WriteAsync("c.csv", Comments, other));
        var first = await Importer.ImportIdeaScaleAsync(ideas, comments, null, Token);
        Assert.Equal([(1, 1, 0, 0), (1, 1, 0, 0)], first.Sections.Select(Figures));

        var again = await Importer.ImportIdeaScaleAsync(
            await WriteAsync("i8.csv", Ideas), await WriteAsync("c8.csv", Comments), null, Token);

        Assert.Equal([(1, 0, 1, 0), (1, 0, 1, 0)], again.Sections.Select(Figures));
        Assert.Equal(0, again.Created["members"]);
    }

    [Fact]
    public async Task Import_WhenTheClassificationWasNeverImported_HintsAtIt()
    {
        var file = await WriteAsync("companies.csv", "Code,Name,Industry\n1,가나다,반도체 제조업\n");

        var report = await Importer.ImportOrganisationsAsync(file, null, Token);

        Assert.Equal((1, 1, 0, 0), Figures(report.Sections[0]));
        Assert.Equal("ksic-not-imported", Assert.Single(report.Hints).Code);
    }

    private static (int Records, int Imported, int Unchanged, int Skipped) Figures(SectionReport section) =>
        (section.Records, section.Imported, section.Unchanged, section.Skipped);

    private Task<ImportReport> ImportExportAsync(
        IProgress<ImportProgress>? progress = null, CancellationToken? cancellation = null) =>
        Importer.ImportIdeaScaleAsync(
            DataFolder.Require("ideas_catalyst/fund1.csv"), DataFolder.Require("ideas_catalyst/fund1-comments.csv"),
            progress, cancellation ?? Token);

    private async Task<string> WriteAsync(string name, string content, Encoding? encoding = null)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, content, encoding ?? new UTF8Encoding(false), Token);
        return path;
    }

    private sealed class Watcher(Action<ImportProgress> see) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => see(value);
    }
}
