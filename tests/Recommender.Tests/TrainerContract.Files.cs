using System.Text;
using IdeaStorage.Recommender.ModelFiles;

namespace IdeaStorage.Recommender.Tests;

/// <summary>What was learned, as a file: published by one process and put over the present data by another.</summary>
public abstract partial class TrainerContract
{
    private static RecommendationQuery[] Questions =>
    [
        Given.IdeasFor(EntityRef.Member("m4")),
        Given.OrganisationsFor(EntityRef.Member("m4")),
        Given.OrganisationsFor(EntityRef.Organisation("o7")),
        Given.OrganisationsFor(EntityRef.Idea("i2")),
        Given.OrganisationsFor(EntityRef.Organisation("o3")) with { UseActivity = false },
    ];

    [Fact]
    public void Load_OfWhatWasSaved_OverTheSameData_GivesTheSameListsToTheLastBit()
    {
        var model = TrainCheckerboard();
        var loaded = LoadCheckerboard(Saved(model));
        Assert.Equal(Questions.Select(query => Text(model.Recommend(query))),
            Questions.Select(query => Text(loaded.Recommend(query))));
        Assert.Contains(Questions, query => loaded.Recommend(query).Count > 0);
    }

    [Fact]
    public async Task Train_OnAnyNumberOfThreads_WritesTheSameBytes() => Assert.Equal(
        await Given.OnThreads(1, () => Saved(TrainCheckerboard())),
        await Given.OnThreads(4, () => Saved(TrainCheckerboard())));

    [Fact]
    public void Save_OfALoadedModel_WritesTheSameBytes()
    {
        var bytes = Saved(TrainCheckerboard());
        Assert.Equal(bytes, Saved(LoadCheckerboard(bytes)));
    }

    [Fact]
    public void Load_OverEmptyData_GivesEmptyLists()
    {
        var loaded = Trainer.Load(new MemoryStream(Saved(TrainCheckerboard())), new DataSet([], []), Cancellation);
        Assert.All(Questions, query => Assert.Empty(loaded.Recommend(query)));
    }

    [Fact]
    public void Load_WhenABitIsWrong_IsRefused()
    {
        var bytes = Saved(TrainCheckerboard());
        for (var place = 0; place < bytes.Length; place += 1 + (bytes.Length / 97))
        {
            var damaged = bytes.ToArray();
            damaged[place] ^= 1;
            Assert.Throws<InvalidModelFileException>(() => LoadCheckerboard(damaged));
        }
    }

    [Fact]
    public void Load_WhenTheFileEndsTooEarly_IsRefused()
    {
        var bytes = Saved(TrainCheckerboard());
        foreach (var length in new[] { 0, 1, 12, bytes.Length / 2, bytes.Length - 1 })
            Refuses(bytes[..length], "ends too early");
    }

    [Fact]
    public void Load_OfAForeignFile_IsRefused() =>
        Refuses(Encoding.UTF8.GetBytes(new string('x', 500)), "no model file");

    [Fact]
    public void Load_OfAnotherTrainersFile_IsRefused() =>
        Refuses(Learned("another", []), "by the trainer 'another', not by '" + Trainer.Name + "'");

    [Fact]
    public void Load_OfAFileForOtherFeatures_IsRefused() =>
        Refuses(Learned(Trainer.Name, ["the phase of the moon"]), "'the phase of the moon' is unknown here");

    [Fact]
    public void Load_WhenCancelled_Stops()
    {
        var bytes = Saved(TrainCheckerboard());
        var (entities, acts) = Board();
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Load(
            new MemoryStream(bytes), new DataSet(entities, acts), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Train_TellsHowFarItIs_UpToOne()
    {
        var (entities, acts) = Board();
        var told = new Told();
        Trainer.Train(new DataSet(entities, acts), 1, Cancellation, told);
        Assert.Equal(1, told.Steps[^1]);
        Assert.Equal(told.Steps.Order(), told.Steps);
        Assert.All(told.Steps, step => Assert.InRange(step, 0, 1));
    }

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected static byte[] Saved(IRecommendationModel model)
    {
        using var file = new MemoryStream();
        model.Save(file);
        return file.ToArray();
    }

    private static byte[] Learned(string trainer, string[] features)
    {
        using var file = new MemoryStream();
        LearnedFile.Write(file, trainer, features, writer => writer.Text("something"));
        return file.ToArray();
    }

    private IRecommendationModel LoadCheckerboard(byte[] bytes)
    {
        var (entities, acts) = Board();
        return Trainer.Load(new MemoryStream(bytes), new DataSet(entities, acts), Cancellation);
    }

    private void Refuses(byte[] bytes, string because) =>
        Assert.Contains(
            because, Assert.Throws<InvalidModelFileException>(() => LoadCheckerboard(bytes)).Message,
            StringComparison.Ordinal);

    private sealed class Told : IProgress<double>
    {
        public List<double> Steps { get; } = [];

        public void Report(double value)
        {
            lock (Steps)
                Steps.Add(value);
        }
    }
}
