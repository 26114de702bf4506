using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Grains.Recommendations.Snapshots;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Recommender;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.ReadModels;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdeaStorage.Grains.Tests.Recommendations.Training;

/// <summary>A second node beside the one that trained: when it takes the new model, and what it does meanwhile.
/// </summary>
public sealed class NodesTests : IAsyncLifetime
{
    private const string Reader = "member23";

    private readonly TrainingScene _scene = new(new DullTrainer("dull"));
    private WatchedBlobs _blobs = null!;
    private ActivityModel _node = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _scene.StartAsync();
        _blobs = new WatchedBlobs(_scene.Blobs);
        _node = new ActivityModel(
            _scene.Product.Log,
            _scene.Product.Get<ITextSource>(),
            new ActivitySnapshots(NullLogger<ActivitySnapshots>.Instance),
            new LearnedModels(_scene.Product.Get<Trainers>(), _scene.Choices, _blobs),
            _scene.Choices,
            NullLogger<ActivityModel>.Instance);
        Assert.Null((await _node.CurrentAsync(Token)).ModelId);
        await _scene.TrainAsync();
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task ANode_TakesTheModelThatAnotherTrained_InOneStep()
    {
        Assert.Null((await _node.CurrentAsync(Token)).ModelId);
        Assert.True(await _node.AdoptAsync(Token));
        Assert.Equal((await _scene.Choices.FindAsync(Token)).ModelId, (await _node.CurrentAsync(Token)).ModelId);
        Assert.False(await _node.AdoptAsync(Token));
    }

    [Fact]
    public async Task ANode_WhoseBlobStoreIsDown_KeepsTheOldModel_AndTakesTheNewOneOnceItIsUp()
    {
        _blobs.IsDown = true;
        await Assert.ThrowsAsync<IOException>(() => _node.AdoptAsync(Token));
        Assert.Null((await _node.CurrentAsync(Token)).ModelId);
        Assert.NotEmpty(await IdeasAsync());

        _blobs.IsDown = false;
        Assert.True(await _node.AdoptAsync(Token));
        Assert.Equal((await _scene.Choices.FindAsync(Token)).ModelId, (await _node.CurrentAsync(Token)).ModelId);
    }

    [Fact]
    public async Task ANode_WhileItTakesAModel_FollowsActs_AndTheNewOneKnowsThem()
    {
        var first = (await IdeasAsync())[0];
        _blobs.Opened = new TaskCompletionSource();
        _blobs.LetGo = new TaskCompletionSource();
        var adopting = _node.AdoptAsync(Token);
        await _blobs.Opened.Task.WaitAsync(Token);

        await _scene.SupportAsync(Reader, first);
        Assert.DoesNotContain(first, await IdeasAsync());
        Assert.Null((await _node.CurrentAsync(Token)).ModelId);

        _blobs.LetGo.SetResult();
        Assert.True(await adopting);
        Assert.NotNull((await _node.CurrentAsync(Token)).ModelId);
        Assert.DoesNotContain(first, await IdeasAsync());
    }

    private async Task<List<string>> IdeasAsync()
    {
        var served = await _node.CurrentAsync(Token);
        var query = new RecommendationQuery(EntityRef.Member(Reader), EntityKind.Idea, _scene.Product.Now);
        return [.. served.Model.Recommend(query).Select(item => item.Item.Id)];
    }

    /// <summary>Blobs that can be out of reach, or slow.</summary>
    private sealed class WatchedBlobs(IBlobStore inner) : IBlobStore
    {
        public bool IsDown { get; set; }

        public TaskCompletionSource? Opened { get; set; }

        public TaskCompletionSource? LetGo { get; set; }

        public Task<BlobInfo> PutAsync(
            string name, Stream content, string? expectedHash, bool mayReplace, CancellationToken cancellationToken) =>
            inner.PutAsync(name, content, expectedHash, mayReplace, cancellationToken);

        public async Task<Stream?> OpenAsync(
            string name, long offset, long? length, CancellationToken cancellationToken)
        {
            Opened?.TrySetResult();
            if (LetGo is { } wait) await wait.Task.WaitAsync(cancellationToken);
            return await inner.OpenAsync(name, offset, length, cancellationToken);
        }

        public Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken) => IsDown
            ? throw new IOException("The store does not answer.")
            : inner.FindAsync(name, cancellationToken);

        public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) =>
            inner.DeleteAsync(name, cancellationToken);

        public IAsyncEnumerable<BlobInfo> ListAsync(string prefix, CancellationToken cancellationToken) =>
            inner.ListAsync(prefix, cancellationToken);
    }
}
