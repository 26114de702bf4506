using System.Globalization;
using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Members;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Grains.Recommendations.Snapshots;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Grains.Tests.Recommendations.Training;
using IdeaStorage.Grains.Tests.Tails;
using IdeaStorage.Recommender;
using IdeaStorage.Silo.Training;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.Tails;
using Microsoft.Extensions.Logging.Abstractions;
using static IdeaStorage.Grains.Tests.Product;

namespace IdeaStorage.Grains.Tests.Recommendations;

/// <summary>A start from a snapshot and the log after it gives what a replay of the whole log gives.</summary>
public sealed class ActivitySnapshotTests : IAsyncLifetime
{
    private readonly TrainingScene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Product Product => _scene.Product;

    private ActivitySnapshots Snapshots => Product.Get<ActivitySnapshots>();

    public async ValueTask InitializeAsync() => await _scene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Start_FromASnapshot_ReadsOnlyTheLogAfterIt_AndGivesTheSameLists()
    {
        await UseActivityAsync("member2", false);
        await _scene.Activity.CurrentAsync(Token);
        var position = await _scene.Activity.PublishSnapshotAsync(Token);
        Assert.Equal(await Product.Log.GetHeadAsync(Token), position);
        await _scene.SupportAsync("member23", "i0");
        await UseActivityAsync("member2", true);
        await UseActivityAsync("member3", false);

        var (texts, fresh) = Node(Snapshots);
        Assert.Equal(await ListsAsync(_scene.Activity), await ListsAsync(fresh));
        Assert.Equal(position, fresh.SnapshotPosition);
        Assert.Equal(0, texts.Reads);
        Assert.True(fresh.UsesActivity(EntityRef.Member("member2")));
        Assert.False(fresh.UsesActivity(EntityRef.Member("member3")));
    }

    [Fact]
    public async Task AnEventThatCannotBeRead_TakesTheListsFromNobody()
    {
        var before = await ListsAsync(_scene.Activity);
        var position = await Product.Log.GetHeadAsync(Token) + 1;
        await Product.Get<IDatabaseWriter>().WriteAsync(
            (connection, transaction) =>
            {
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText =
                    $"""
                    INSERT INTO events (position, stream, version, command_id, name, data)
                    VALUES ({position}, 'idea-sung', 1, 'sings', 'idea.sung.v9', '')
                    """;
                return command.ExecuteNonQuery();
            },
            Token);

        Assert.Equal(before, await ListsAsync(_scene.Activity));
        Assert.Equal(position, _scene.Activity.Position);
        await _scene.SupportAsync("member23", "i0");
        var (_, fresh) = Node(Snapshots);
        var after = await ListsAsync(_scene.Activity);
        Assert.NotEqual(before, after);
        Assert.Equal(after, await ListsAsync(fresh));
    }

    [Fact]
    public async Task Start_WhenTheNewestSnapshotIsDamaged_TakesTheOneBefore()
    {
        await _scene.Activity.CurrentAsync(Token);
        var before = await _scene.Activity.PublishSnapshotAsync(Token);
        await PutAsync(before + 1, file => file[^1] ^= 1);
        var (_, fresh) = Node(Snapshots);
        Assert.Equal(await ListsAsync(_scene.Activity), await ListsAsync(fresh));
        Assert.Equal(before, fresh.SnapshotPosition);
    }

    [Fact]
    public async Task Start_WhenTheSnapshotIsOfAnotherLog_ReplaysThisOne()
    {
        await using var other = new TrainingScene();
        await other.StartAsync(withHistory: false);
        await other.Product.Member("stranger");
        await Accept(other.Product.Grains.GetGrain<IMemberGrain>("stranger").Change(
            new ChangeMember(other.Product.By("stranger", "of another log"), Tags: ["수소"])));
        await other.Activity.CurrentAsync(Token);
        await other.Activity.PublishSnapshotAsync(Token);
        var foreign = other.Product.Get<ActivitySnapshots>();
        var (texts, fresh) = Node(foreign);
        Assert.Equal(await ListsAsync(_scene.Activity), await ListsAsync(fresh));
        Assert.Equal(0, fresh.SnapshotPosition);
        Assert.True(texts.Reads > 0);
    }

    [Fact]
    public async Task File_KeepsWhichMiniClusterAnIdeaIsIn()
    {
        await _scene.Activity.CurrentAsync(Token);
        await _scene.Activity.PublishSnapshotAsync(Token);
        var name = Assert.Single(await SnapshotNamesAsync());
        await using var content = (await _scene.Blobs.OpenAsync(name, 0, null, Token))!;
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, Token);

        var ideas = ActivityFile.Read(bytes).Entities.Where(entity => entity.Ref.Kind == EntityKind.Idea).ToList();
        Assert.NotEmpty(ideas);
        Assert.All(ideas, idea => Assert.Equal(EntityKind.MiniCluster, idea.MiniCluster?.Kind));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(50)]
    public void File_WithAnyByteChanged_IsRefused(int place)
    {
        var file = ActivityFile.Write(new Activity());
        file[place] ^= 1;
        Assert.Throws<InvalidDataException>(() => ActivityFile.Read(file));
        Assert.Throws<InvalidDataException>(() => ActivityFile.Read(file.AsSpan(0, place)));
    }

    [Fact]
    public async Task DeleteAll_LeavesNothing_AndTheNextStartReplays()
    {
        await _scene.Activity.CurrentAsync(Token);
        await _scene.Activity.PublishSnapshotAsync(Token);
        Assert.Equal(1, await Snapshots.DeleteAllAsync(Token));
        var (texts, fresh) = Node(Snapshots);
        await fresh.CurrentAsync(Token);
        Assert.True(texts.Reads > 0);
    }

    [Fact]
    public async Task Tail_PublishesASnapshot_OnceEnoughHappened_AndKeepsTwo()
    {
        var clock = new TailClock();
        var (_, node) = Node(Snapshots);
        await using var tail = new ActivityTail(
            node, Product.Grains, clock, NullLogger<ActivityTail>.Instance)
        {
            EventsPerSnapshot = 2,
        };
        for (var round = 0; round < 5; round++)
        {
            await _scene.SupportAsync($"member{round * 2}", "i1");
            clock.Advance(ActivityTail.SnapshotInterval);
            await tail.HandleAsync([], Token);
            await tail.Publishing;
        }

        var names = await SnapshotNamesAsync();
        Assert.Equal(2, names.Count);
        Assert.Contains(node.Position.ToString("D20", CultureInfo.InvariantCulture), string.Join(' ', names));
    }

    [Fact]
    public async Task Tail_HoweverMuchHappens_PublishesTheWholeOnlyOnceInAWhile()
    {
        var clock = new TailClock();
        var (_, node) = Node(Snapshots);
        await using var tail = new ActivityTail(node, Product.Grains, clock, NullLogger<ActivityTail>.Instance)
        {
            EventsPerSnapshot = 1,
        };
        var before = await SnapshotNamesAsync();
        foreach (var (wait, published) in new[] { (0, 1), (0, 1), (1, 2) })
        {
            await _scene.SupportAsync($"member{node.Position}", "i1");
            clock.Advance(wait * ActivityTail.SnapshotInterval);
            await tail.HandleAsync([], Token);
            await tail.Publishing;
            Assert.Equal(published, (await SnapshotNamesAsync()).Except(before).Count());
        }
    }

    [Fact]
    public async Task Tail_OfManyEvents_HasTheLastDecodedThatMeansSomething_AndThoseThatNobodyKnows()
    {
        var entries = (await Product.Get<LogReader>().ReadAsync(0, 1_000, Token)).ToList();
        var last = entries[^1];
        Assert.Equal("idea.supported.v1", last.Name);
        var strange = last with { Name = "idea.sung.v1", Position = last.Position + 1 };
        var idle = last with { Name = "comment.edited.v1", Position = last.Position + 2 };
        Assert.True(idle.IsKnown);
        var (_, node) = Node(Snapshots);
        await using var tail = new ActivityTail(
            node, Product.Grains, new TailClock(), NullLogger<ActivityTail>.Instance);
        Assert.Equal([last, strange], await tail.ChooseAsync([.. entries, strange, idle], Token));
        Assert.Empty(await tail.ChooseAsync([idle], Token));
    }

    private (CountedTexts Texts, ActivityModel Node) Node(ActivitySnapshots snapshots)
    {
        var texts = new CountedTexts(Product.Get<ITextSource>());
        return (texts, new ActivityModel(
            Product.Log, texts, snapshots, Product.Get<LearnedModels>(), _scene.Choices,
            NullLogger<ActivityModel>.Instance));
    }

    private async Task<List<string>> SnapshotNamesAsync()
    {
        var names = new List<string>();
        await foreach (var blob in _scene.Blobs.ListAsync("recommender/activity/", Token)) names.Add(blob.Name);
        return names;
    }

    private async Task<string> ListsAsync(ActivityModel node)
    {
        var model = (await node.CurrentAsync(Token)).Model;
        var lists = Enumerable.Range(0, TrainingScene.Members).SelectMany(i => model.Recommend(
            new RecommendationQuery(EntityRef.Member($"member{i}"), EntityKind.Idea, Product.Now)
            {
                UseActivity = node.UsesActivity(EntityRef.Member($"member{i}")),
            }));
        return string.Join('\n', lists.Select(item =>
            string.Create(CultureInfo.InvariantCulture, $"{item.Item} {item.Score:F9}")));
    }

    private Task UseActivityAsync(string member, bool uses) => Accept(
        Product.Grains.GetGrain<IMemberGrain>(member).Change(
            new ChangeMember(Product.By(member), UsesActivity: uses)));

    private async Task PutAsync(long position, Action<byte[]> change)
    {
        var file = ActivityFile.Write(new Activity());
        change(file);
        await Snapshots.PublishAsync(position, file, Token);
    }

    private sealed class CountedTexts(ITextSource inner) : ITextSource
    {
        public int Reads { get; private set; }

        public string Read(string textId)
        {
            Reads++;
            return inner.Read(textId);
        }
    }
}
