using IdeaStorage.Domain.Ideas;
using IdeaStorage.Silo.Import;
using IdeaStorage.Silo.Import.Files;
using IdeaStorage.Silo.Import.Petitions;
using static IdeaStorage.Grains.Tests.Import.ImportFixtures;

namespace IdeaStorage.Grains.Tests.Import;

public sealed class PetitionPlanTests
{
    private readonly ImportSection _section = Section("petitions");

    [Fact]
    public void Plan_WhenAPetitionHasEverything_KeepsIt()
    {
        var idea = Assert.Single(Plan("""
            {"category":"행정","begin":"2019-04-01","content":"본문입니다.","num_agree":17,"petition_idx":"99","title":"제목"}
            """).Ideas);

        Assert.Equal(("petition:99", "제목", "본문입니다.", 17), (idea.Source, idea.Title, idea.Body, idea.ImportedSupport));
        Assert.Equal(["행정"], idea.Tags);
        Assert.Equal(new DateTimeOffset(2019, 3, 31, 15, 0, 0, TimeSpan.Zero), idea.PostedAt);
        Assert.Equal(IdeaStage.Open, idea.Stage);
    }

    [Fact]
    public void Plan_WhenThereIsNoTitle_TakesTheFirstSentenceOrWholeWords()
    {
        var words = string.Join(' ', Enumerable.Repeat("산업단지", 60));
        var plan = Plan($$"""
            {"content":"첫 문장입니다. {{words}}","begin":"2019-04-01"}
            {"content":"{{words}}","begin":"2019-04-01"}
            """);

        Assert.Equal("첫 문장입니다.", plan.Ideas[0].Title);
        Assert.EndsWith("산업단지…", plan.Ideas[1].Title, StringComparison.Ordinal);
        Assert.InRange(plan.Ideas[1].Title.Length, 60, IdeaLimits.TitleCharactersMax);
    }

    [Fact]
    public void Plan_WhenLinesAreBrokenOrDoubled_SkipsThemWithTheirNumber()
    {
        var plan = Plan("""
            {"content":"하나","begin":"2019-04-01"}

            {"content":"하나","begin":"2019-04-01"}
            {"content":
            [1]
            {"title":"제목만","begin":"어제","num_agree":"많음"}
            {"begin":"2019-04-01"}
            {"content":"\ud800"}
            """);

        Assert.Equal(["하나", "제목만"], plan.Ideas.Select(idea => idea.Body));
        var report = _section.ToReport();
        Assert.Equal((7, 5), (report.Records, report.Skipped));
        Assert.Equal(
            [(2, 3), (3, 4), (4, 5), (6, 7), (7, 8)],
            report.Notes.Where(note => note.Kind is NoteKind.Skipped)
                .Select(note => (note.Place.Record, note.Place.Line)));
    }

    [Fact]
    public async Task Plan_WhenReal_KeepsAllPetitions()
    {
        var text = await TextDecoding.ReadAsync(
            DataFolder.Require("kr_petitions/petitions_2019-04.jsonl"), TestContext.Current.CancellationToken);

        var plan = PetitionPlan.Make(text, _section, Now);

        Assert.Equal((494, 0), (_section.ToReport().Records, _section.ToReport().Skipped));
        Assert.Equal(494, plan.Ideas.Select(idea => idea.Id).Distinct().Count());
        Assert.All(plan.Ideas, idea => Assert.True(idea.Title != "" && idea.Body != "" && idea.ImportedSupport >= 0));
    }

    private ContentPlan Plan(string lines) => PetitionPlan.Make(Text(lines), _section, Now);
}
