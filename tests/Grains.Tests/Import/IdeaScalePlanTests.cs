using IdeaStorage.Domain.Ideas;
using static IdeaStorage.Grains.Tests.Import.ImportFixtures;

namespace IdeaStorage.Grains.Tests.Import;

public sealed class IdeaScalePlanTests
{
    private const string OneIdea = IdeasHeader + "\n1,18/Aug/20,Discuss,a,C,0,0,0,First,a,\n";

    [Fact]
    public void Plan_WhenAnIdeaIsWhole_KeepsWhatItWas()
    {
        var planned = Plan(
            IdeasHeader + ",Detailed plan,Private\n"
            + "7,18/Aug/20 9:48 PM,Assess,Mercy,Fund 1,12,20,8,\"AfroFinLab, Podcast \","
            + "Many of us,\"Podcast,#Africa, \",\"Step 1\n\nStep 2\",false\n");

        var idea = Assert.Single(planned.Plan.Ideas);
        Assert.Equal("ideascale:7", idea.Source);
        Assert.Equal("AfroFinLab, Podcast", idea.Title);
        Assert.Equal("Many of us\n\n### Detailed plan\n\nStep 1\n\nStep 2", idea.Body);
        Assert.Equal(["podcast", "africa"], idea.Tags);
        Assert.Equal((IdeaStage.InReview, 12), (idea.Stage, idea.ImportedSupport));
        Assert.Equal(new DateTimeOffset(2020, 8, 18, 21, 48, 0, TimeSpan.Zero), idea.PostedAt);
        var cluster = Assert.Single(planned.Plan.Clusters);
        Assert.Equal(("ideascale-campaign:Fund 1", "Fund 1"), (cluster.Source, cluster.Name));
        Assert.Equal(cluster.Id, idea.ClusterId);
        Assert.Empty(planned.Ideas.Notes);
    }

    [Fact]
    public void Plan_WhenNamesDifferInCaseOrSpaceOnly_AreOneAuthor()
    {
        var planned = Plan(
            IdeasHeader + "\n1,18/Aug/20,Discuss,Adagial,C,0,0,0,First,a,\n"
            + "2,18/Aug/20,Discuss,\" adagial \",C,0,0,0,Second,b,\n",
            CommentsHeader + "\n19/Aug/20 1:00 AM,1,ADAGIAL,hello\n19/Aug/20 1:00 AM,1,Adagio,hello\n");

        Assert.Equal(["Adagial", "Adagio"], planned.Plan.Authors.Select(author => author.DisplayName).Order());
        Assert.Single(planned.Plan.Ideas.Select(idea => idea.AuthorId).Distinct());
        Assert.Contains(planned.Plan.Comments, comment => comment.AuthorId == planned.Plan.Ideas[0].AuthorId);
    }

    [Fact]
    public void Plan_WhenAnAuthorsNameHasABrokenCharacter_LeavesItOut()
    {
        var planned = Plan(IdeasHeader + "\n1,18/Aug/20,Discuss,Ada\uFFFEgio,C,0,0,0,First,a,\n");

        Assert.Equal("Adagio", Assert.Single(planned.Plan.Authors).DisplayName);
    }

    [Fact]
    public void Plan_WhenAuthorsAreMissing_AreOneUnknownAuthorWithAWarning()
    {
        var planned = Plan(
            IdeasHeader + "\n1,18/Aug/20,Discuss,,C,0,0,0,First,a,\n",
            CommentsHeader + "\n19/Aug/20 1:00 AM,1, ,hello\n");

        Assert.Equal("알 수 없는 작성자 (IdeaScale)", Assert.Single(planned.Plan.Authors).DisplayName);
        Assert.Equal(["author-missing"], planned.Ideas.Codes());
        Assert.Equal(["author-missing"], planned.Comments.Codes());
        Assert.Equal(0, planned.Ideas.Skipped + planned.Comments.Skipped);
    }

    [Fact]
    public void Plan_WhenDatesAreBroken_KeepsIdeaAndCommentWithTheNearestDate()
    {
        var planned = Plan(
            IdeasHeader + ",Last Stage Change\n1,31/Feb/20 9:00 PM,Discuss,a,C,0,0,0,First,a,,13/Sep/20\n"
            + "2,gestern,Discuss,a,C,0,0,0,Second,a,,\n3,01/Aug/20 9:00 PM,Discuss,a,C,0,0,0,Third,a,,\n",
            CommentsHeader + "\n99/Xyz/20,1,b,one\n,1,b,two\n");

        var byTitle = planned.Plan.Ideas.ToDictionary(idea => idea.Title, idea => idea.PostedAt);
        Assert.Equal(3, byTitle.Count);
        Assert.Equal(new DateTimeOffset(2020, 9, 13, 0, 0, 0, TimeSpan.Zero), byTitle["First"]);
        Assert.Equal(byTitle["Third"], byTitle["Second"]);
        Assert.Equal([byTitle["First"], byTitle["First"]], planned.Plan.Comments.Select(comment => comment.PostedAt));
        Assert.Equal(["date-unreadable", "date-unreadable"], planned.Ideas.Codes());
        Assert.Equal(["date-unreadable", "date-unreadable"], planned.Comments.Codes());
    }

    [Fact]
    public void Plan_WhenIdsAreMissingOrDoubled_SkipsThoseRecords()
    {
        var planned = Plan(
            OneIdea + "1,18/Aug/20,Discuss,a,C,0,0,0,Again,a,\n,18/Aug/20,Discuss,a,C,0,0,0,None,a,\n",
            CommentsHeader + "\n19/Aug/20,404,b,lost\n19/Aug/20,1,b,\n19/Aug/20,1,b,found\n");

        Assert.Equal("First", Assert.Single(planned.Plan.Ideas).Title);
        Assert.Equal(["duplicate", "value-missing"], planned.Ideas.Codes());
        Assert.Equal([2, 3], planned.Ideas.Notes.Select(note => note.Place.Record));
        Assert.Equal("found", Assert.Single(planned.Plan.Comments).Body);
        Assert.Equal(["value-unknown", "value-missing"], planned.Comments.Codes());
    }

    [Fact]
    public void Plan_WhenCommentsAreNewestFirst_OrdersThemByTimeAndKeepsTheirKeys()
    {
        const string Earlier =
            "19/Aug/20 1:00 AM,1,b,two\n19/Aug/20 1:00 AM,1,b,one\n18/Aug/20 1:00 AM,1,b,zero\n";
        var first = Plan(OneIdea, CommentsHeader + "\n" + Earlier).Plan.Comments;
        var later = Plan(OneIdea, CommentsHeader + "\n20/Aug/20 1:00 AM,1,b,three\n" + Earlier).Plan.Comments;

        Assert.Equal(["zero", "one", "two"], first.Select(comment => comment.Body));
        Assert.Equal("ideascale:1/comment/20200819T0100-2", first[2].Source);
        Assert.Equal(first.Select(comment => comment.Id), later.Take(3).Select(comment => comment.Id));
    }

    [Fact]
    public void Plan_WhenACommentIsThereTwice_KeepsBothWithAWarning()
    {
        var planned = Plan(OneIdea, CommentsHeader + "\n19/Aug/20 1:00 AM,1,b,+1\n19/Aug/20 1:00 AM,1,B,+1\n");

        Assert.Equal(2, planned.Plan.Comments.Select(comment => comment.Id).Distinct().Count());
        Assert.Equal(["comment-repeated"], planned.Comments.Codes());
    }

    [Theory]
    [InlineData("Funded", "false", IdeaStage.Selected, 0)]
    [InlineData("discuss", "", IdeaStage.Open, 0)]
    [InlineData("Weird", "false", IdeaStage.Open, 1)]
    [InlineData("Discuss", "true", IdeaStage.Draft, 1)]
    public void Plan_WhenAStageIsKnownUnknownOrPrivate_TakesTheRightOne(
        string stage, string isPrivate, IdeaStage expected, int warnings)
    {
        var planned = Plan(IdeasHeader + $",Private\n1,18/Aug/20,{stage},a,C,0,0,0,First,a,,{isPrivate}\n");

        Assert.Equal(expected, Assert.Single(planned.Plan.Ideas).Stage);
        Assert.Equal(warnings, planned.Ideas.Notes.Count);
    }

    [Theory]
    [InlineData("5", "3", "10", -7, 0)]
    [InlineData("5", "", "", 5, 0)]
    [InlineData("x", "", "", 0, 1)]
    public void Plan_WhenVotesAreGiven_TakesUpLessDownOrElseTheTotal(
        string total, string up, string down, int support, int warnings)
    {
        var planned = Plan(IdeasHeader + $"\n1,18/Aug/20,Discuss,a,C,{total},{up},{down},First,a,\n");

        Assert.Equal(support, Assert.Single(planned.Plan.Ideas).ImportedSupport);
        Assert.Equal(warnings, planned.Ideas.Notes.Count);
    }

    [Fact]
    public void Plan_WhenTagsAreUnusable_DropsThemWithANote()
    {
        var planned = Plan(IdeasHeader + $"\n1,18/Aug/20,Discuss,a,C,0,0,0,First,a,\"ok,{new string('x', 50)}\"\n");

        Assert.Equal(["ok"], Assert.Single(planned.Plan.Ideas).Tags);
        Assert.Equal(["tags-dropped"], planned.Ideas.Codes());
    }

    [Fact]
    public async Task Plan_WhenTheExportIsReal_KeepsEveryIdeaAndComment()
    {
        var token = TestContext.Current.CancellationToken;
        var ideas = await File.ReadAllTextAsync(DataFolder.Require("ideas_catalyst/fund1.csv"), token);
        var comments = await File.ReadAllTextAsync(DataFolder.Require("ideas_catalyst/fund1-comments.csv"), token);

        var planned = Plan(ideas, comments);

        Assert.Equal((56, 0), (planned.Ideas.Records, planned.Ideas.Skipped));
        Assert.Equal((738, 0), (planned.Comments.Records, planned.Comments.Skipped));
        Assert.Equal(56, planned.Plan.Ideas.Select(idea => idea.Id).Distinct().Count());
        Assert.Equal(738, planned.Plan.Comments.Select(comment => comment.Id).Distinct().Count());
        Assert.Equal(47, planned.Plan.Ideas.Count(idea => idea.Stage is IdeaStage.Open));
        Assert.Equal(9, planned.Plan.Ideas.Count(idea => idea.Stage is IdeaStage.InReview));
    }
}
