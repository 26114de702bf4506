using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Grains.Moderation;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using static IdeaStorage.Grains.Tests.Product;

namespace IdeaStorage.Grains.Tests.Moderation;

public sealed class CaseGrainTests : IAsyncLifetime
{
    private static readonly CaseTarget Target = new("cluster", "idea", null, "author");

    private static readonly TimeSpan EffectMax = TimeSpan.FromSeconds(20);

    private readonly Product _product = new();

    private ICaseGrain Case => _product.Grains.GetGrain<ICaseGrain>(Target.CaseId);

    public async ValueTask InitializeAsync()
    {
        await _product.InitializeAsync();
        await _product.Member("author");
        await _product.Member("reader");
        await _product.Cluster("cluster", "author", "reader");
        await Accept(_product.Grains.GetGrain<IIdeaGrain>("idea").Post(new PostIdea(
            _product.By("author"), "cluster", _product.Text("싸게 팝니다"),
            _product.Text("이 글은 아이디어가 아니라 광고입니다. 연락 주세요."), ["광고"])));
        await Accept(Case.Flag(new FlagContent(_product.By("reader"), Target, FlagCategory.Spam, null)));
    }

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Fact]
    public async Task Decide_ByAMemberWhoIsNoCoordinator_IsRefusedAndChangesNothing()
    {
        var result = await Case.Decide(Hide("reader"));
        Assert.Equal(RefusalKind.Forbidden, result.Refusal?.Kind);
        Assert.Equal(Visibility.Visible, await VisibilityAsync());
    }

    [Fact]
    public async Task Decide_ToHideAndRestore_ChangesWhoSeesTheIdea()
    {
        await Accept(Case.Decide(Hide("cluster-coordinator")));
        Assert.Equal(Visibility.Hidden, await VisibilityAsync());
        await Accept(Case.Decide(Hide("cluster-coordinator") with { Decision = CaseDecision.Restore }));
        Assert.Equal(Visibility.Visible, await VisibilityAsync());
    }

    [Fact]
    public async Task Decide_WhenAnotherActivationDecided_LeavesTheContentAsThatSays()
    {
        await DecideElsewhere(CaseDecision.Hide);
        await UntilItIs(Visibility.Hidden);

        await Refuse(nameof(CaseRefusals.CaseIsDecidedAlready), Case.Decide(
            Hide("cluster-coordinator") with { Decision = CaseDecision.Dismiss }));

        Assert.Equal(Visibility.Hidden, await VisibilityAsync());
    }

    [Fact]
    public async Task Decide_WhenTheProcessEndedBeforeTheEffect_TakesEffectAllTheSame()
    {
        await DecideElsewhere(CaseDecision.Remove);

        await UntilItIs(Visibility.Removed);
    }

    /// <summary>Another activation decides, in a process of its own that ends before the effect.</summary>
    private async Task DecideElsewhere(CaseDecision decision)
    {
        var decided = new CaseDecided(
            decision, _product.Text("광고입니다.").Ref, "cluster-coordinator", _product.Now);
        Assert.IsType<AppendResult.Appended>(await _product.Log.AppendAsync(
            new Append(Streams.Case("idea"), 1, "elsewhere", "idea", [decided]),
            TestContext.Current.CancellationToken));
    }

    /// <summary>Waits for the tail that has decisions take effect.</summary>
    private async Task UntilItIs(Visibility visibility)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (await VisibilityAsync() != visibility)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < EffectMax, "The decision took no effect.");
            await Task.Yield();
        }
    }

    private DecideCase Hide(string memberId) =>
        new(_product.By(memberId), CaseDecision.Hide, _product.Text("광고는 올릴 수 없습니다."));

    private async Task<Visibility> VisibilityAsync()
    {
        var viewer = new Viewer("cluster-coordinator", false, ["cluster"]);
        var idea = await _product.Get<IdeaQueries>().FindAsync("idea", viewer);
        return idea!.Visibility;
    }
}
