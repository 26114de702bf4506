using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Grains.Organisations;
using IdeaStorage.Storage.EventLog;
using static IdeaStorage.Grains.Tests.Product;

namespace IdeaStorage.Grains.Tests.Ideas;

public sealed class IdeaGrainTests : IAsyncLifetime
{
    private readonly Product _product = new();

    private IIdeaGrain Idea => _product.Grains.GetGrain<IIdeaGrain>("idea");

    public async ValueTask InitializeAsync()
    {
        await _product.InitializeAsync();
        await _product.Member("author");
        await _product.Member("reader");
        await _product.Cluster("cluster", "author", "reader");
    }

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Fact]
    public async Task Post_ByAMember_IsInTheLog()
    {
        var receipt = await Accept(Idea.Post(Post()));
        Assert.Equal(("idea", 1), (receipt.Id, receipt.Version));
        Assert.Single(await EventsAsync(), change => change is IdeaPosted { By: "author" });
    }

    [Fact]
    public async Task Post_ByAStranger_IsRefused()
    {
        await _product.Member("stranger");
        await Refuse(nameof(IdeaRefusals.OnlyClusterMembersMayPost), Idea.Post(Post() with
        {
            Context = _product.By("stranger"),
        }));
        Assert.Empty(await EventsAsync());
    }

    [Fact]
    public async Task Comment_WithTheSameKeyTwice_IsThereOnce()
    {
        await Accept(Idea.Post(Post()));
        var command = new PostComment(_product.By("reader", "key"), "comment", null, _product.Text("좋은 생각입니다."));
        var first = await Accept(Idea.PostComment(command));
        var again = await Accept(Idea.PostComment(command));
        Assert.Equal(first, again);
        Assert.Single(await EventsAsync(), change => change is CommentPosted);
    }

    [Fact]
    public async Task Comment_RepeatedAfterTheIdeaWasRemoved_GivesTheFirstAnswer()
    {
        await Accept(Idea.Post(Post()));
        var command = new PostComment(_product.By("reader", "key"), "comment", null, _product.Text("좋은 생각입니다."));
        var first = await Accept(Idea.PostComment(command));
        await Accept(Idea.ChangeVisibility(new ChangeVisibility(
            _product.By("cluster-coordinator"), null, Visibility.Removed, "idea")));
        Assert.Equal(first, await Accept(Idea.PostComment(command)));
    }

    [Fact]
    public async Task Support_WhenAnotherActivationWroteFirst_IsDecidedAnew()
    {
        await Accept(Idea.Post(Post()));
        await AppendElsewhere(1, new IdeaSupported("reader", _product.Now));
        var receipt = await Accept(Idea.Support(new SupportIdea(_product.By("reader"))));
        Assert.Equal(2, receipt.Version);
        Assert.Single(await EventsAsync(), change => change is IdeaSupported);
    }

    [Fact]
    public async Task Support_WhenAnotherActivationWithdrewIt_IsNotToldToHoldAlready()
    {
        await Accept(Idea.Post(Post()));
        await Accept(Idea.Support(new SupportIdea(_product.By("reader"))));
        await AppendElsewhere(2, new IdeaSupportWithdrawn("reader", _product.Now));
        var receipt = await Accept(Idea.Support(new SupportIdea(_product.By("reader"))));
        Assert.Equal(4, receipt.Version);
        Assert.IsType<IdeaSupported>((await EventsAsync()).Last());
    }

    [Fact]
    public async Task Comment_WhenAnotherActivationPostedTheIdea_IsNotRefused()
    {
        await Refuse(nameof(IdeaRefusals.IdeaNotFound), Idea.Support(new SupportIdea(_product.By("reader"))));
        var (title, body) = (_product.Text("다른 곳의 글"), _product.Text("다른 곳에서 올린 아이디어의 본문입니다."));
        await _product.Log.AppendAsync(
            new Append(Streams.Idea("idea"), 0, "elsewhere", "idea", [
                new IdeaPosted(
                    "idea", "cluster", title.Ref, body.Ref, ["c29"], IdeaStage.Open, "author", _product.Now)])
            {
                Texts = [title, body],
            },
            TestContext.Current.CancellationToken);
        await Accept(Idea.PostComment(new PostComment(
            _product.By("reader"), "comment", null, _product.Text("좋은 생각입니다."))));
    }

    [Fact]
    public async Task Comments_ByManyMembersAtOnce_AreAllThere()
    {
        const int comments = 300;
        await Accept(Idea.Post(Post()));
        await Task.WhenAll(Enumerable.Range(0, comments).Select(number => Accept(Idea.PostComment(new PostComment(
            _product.By("reader"), $"comment-{number}", null, _product.Text($"{number}번째 의견"))))));
        var posted = (await EventsAsync()).OfType<CommentPosted>().Select(one => one.CommentId);
        Assert.Equal(comments, posted.Distinct().Count());
    }

    [Fact]
    public async Task ChangeParticipants_AsksWhetherEachOrganisationExists()
    {
        await Accept(Idea.Post(Post()));
        foreach (var stage in new[] { IdeaStage.InReview, IdeaStage.Selected, IdeaStage.InProject })
        {
            await Accept(Idea.ChangeStage(new ChangeStage(
                _product.By("cluster-coordinator"), stage, _product.Text("함께 하기로 했습니다."))));
        }

        await Accept(_product.Grains.GetGrain<IOrganisationGrain>("known").Register(new RegisterOrganisation(
            _product.BySystem(), OrganisationKind.Company, null, new OrganisationDescription(
                _product.Text("한빛정밀"), "경기", null, ["C29"], [], null, null, null, null))));
        foreach (var unknown in new[] { "unknown", " ", "" })
        {
            await Refuse("ParticipantIsUnknown", Idea.ChangeParticipants(new ChangeParticipants(
                _product.By("cluster-coordinator"), ["known", unknown])));
        }

        await Accept(Idea.ChangeParticipants(new ChangeParticipants(_product.By("cluster-coordinator"), ["known"])));
        Assert.Equal(["known"], (await EventsAsync()).OfType<ParticipantsChanged>().Single().Joined);
    }

    private PostIdea Post() => new(
        _product.By("author"), "cluster", _product.Text("공동 시험 설비를 나눠 씁시다"),
        _product.Text("회사마다 따로 사지 말고 한 대를 함께 쓰면 비용이 크게 줄어듭니다."), ["시험"]);

    /// <summary>What another activation of the idea does, on the other side of a cut cluster.</summary>
    private Task<AppendResult> AppendElsewhere(long version, IEvent change) => _product.Log.AppendAsync(
        new Append(Streams.Idea("idea"), version, "elsewhere", "idea", [change]),
        TestContext.Current.CancellationToken);

    private async Task<List<object>> EventsAsync()
    {
        var events = new List<object>();
        await foreach (var recorded in _product.Log.ReadStreamAsync(Streams.Idea("idea"))) events.Add(recorded.Event);
        return events;
    }
}
