using IdeaStorage.Domain.Ideas;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Silo.Demo;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Introductions;
using IdeaStorage.Storage.Training;

namespace IdeaStorage.Grains.Tests.Demo;

public sealed class DemoDataTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ensure_FillsAnEmptyInstallationOnce_AndTrainsOnNoPartOfIt()
    {
        var folder = Directory.CreateTempSubdirectory("demo");
        try
        {
            await using var product = new Product();
            await product.InitializeAsync();
            var afterActs = product.Get<TrainingSettings>().AfterActs;
            Assert.True(await product.Get<DemoData>().EnsureAsync(folder.FullName, null, Token));
            // What is noted afterwards may begin a run, of everything: until it has read, its position is 0.
            var head = await product.Log.GetHeadAsync(Token);
            var runs = await product.Get<TrainingRuns>().ListAsync(cancellationToken: Token);
            Assert.All(runs.Value!.Items, run => Assert.True(run.Position == 0 || run.Position >= head, $"{run}"));
            Assert.Equal(afterActs, product.Get<TrainingSettings>().AfterActs);
            // News stand in the order of the log: what was said on an earlier day comes first.
            var days = await product.Log.ReadAllAsync(0, Token)
                .Where(recorded => recorded.Event is IdeaPosted or CommentPosted)
                .Select(recorded => recorded.Event.At.UtcDateTime.Date)
                .ToListAsync(Token);
            Assert.Equal(days.Order(), days);
            Assert.True(days.Distinct().Count() > 30);
            var wishes = await product.Get<IntroductionQueries>().ListAllAsync(
                null, Viewer.Visitor, cancellationToken: Token);
            Assert.Equal(
                Enum.GetValues<IntroductionState>(), wishes.Value!.Items.Select(one => one.State).Distinct().Order());
            Assert.False(await product.Get<DemoData>().EnsureAsync(folder.FullName, null, Token));
            Assert.Empty(folder.EnumerateFileSystemInfos());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
