using IdeaStorage.Silo.Configuration;
using IdeaStorage.Storage;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Azure;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Tails;
using IdeaStorage.Storage.Training;
using IdeaStorage.Web.Import;
using IdeaStorage.Web.Startup;
using IdeaStorage.Web.Startup.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdeaStorage.Web.Tests.Startup;

/// <summary>An import has the settings of the server, and leaves to it what goes on in the background.</summary>
public sealed class ImportCommandTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ideastorage-import-");

    [Fact]
    public async Task Import_LeavesTailsAndTrainingToTheServer()
    {
        var file = Path.Combine(_data.FullName, "petitions.jsonl");
        await File.WriteAllLinesAsync(
            file,
            Enumerable.Range(1, 150).Select(i => $$"""{"title": "청원 {{i}}", "content": "공장 폐열을 나누어 씁시다 {{i}}"}"""),
            TestContext.Current.CancellationToken);
        var settings = new Settings { Training = { AfterActs = 1 } };

        var end = await Commands.CreateRoot(settings)
            .Parse(["import", "petitions", file, "--data", _data.FullName, "--lang", "en"])
            .InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(0, end);
        await using var provider = new ServiceCollection().AddStorage(new StorageAddress(_data.FullName))
            .BuildServiceProvider();
        Assert.True(
            await provider.GetRequiredService<IEventLog>().GetHeadAsync(TestContext.Current.CancellationToken) > 150);
        Assert.Empty(await provider.GetRequiredService<TailStore>().ListAsync(TestContext.Current.CancellationToken));
        Assert.Empty((await provider.GetRequiredService<TrainingRuns>()
            .ListAsync(cancellationToken: TestContext.Current.CancellationToken)).Value!.Items);
    }

    [Fact]
    public void Import_WhenBlobsLieInAzure_UsesThose()
    {
        var settings = new Settings { Blobs = new AzureBlobSettings { ServiceUri = new("https://127.0.0.1:1/x") } };

        using var host = ImportCommands.Program(new StorageAddress(_data.FullName), settings).Build();

        Assert.Equal("AzureBlobStore", host.Services.GetRequiredService<IBlobStore>().GetType().Name);
    }

    [Theory]
    [InlineData(LogLevel.Error, LogLevel.Error)]
    [InlineData(LogLevel.Information, LogLevel.Warning)]
    public void Import_LogsAsConfigured_AndNoMoreThanWarnings(LogLevel configured, LogLevel least)
    {
        var settings = new Settings { Logs = new LogSettings { Level = configured } };

        using var host = ImportCommands.Program(new StorageAddress(_data.FullName), settings).Build();

        var log = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("IdeaStorage.Anything");
        Assert.Equal((true, false), (log.IsEnabled(least), log.IsEnabled(least - 1)));
    }

    public void Dispose() => _data.Delete(recursive: true);
}
