using System.CommandLine;
using IdeaStorage.Grains.Recommendations.Snapshots;
using IdeaStorage.Storage;
using IdeaStorage.Storage.Blobs.Azure;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Web.Startup;
using IdeaStorage.Web.Startup.Configuration;

namespace IdeaStorage.Web.Operations;

/// <summary>
/// <c>rebuild-activity</c>: removes the recommender's snapshots, so that the next start reads the whole log, and texts
/// as they are by then. Exit code 0 when done, 1 when database or blobs cannot be used.
/// </summary>
internal static class RebuildActivityCommand
{
    private const int Failed = 1;

    /// <param name="storage">Where the command line says that the database is.</param>
    /// <param name="settings">What is configured.</param>
    public static Command Create(Func<ParseResult, StorageAddress> storage, Settings settings)
    {
        var command = new Command(
            "rebuild-activity",
            "Have the recommender read the whole log again at the next start. / "
            + "다음에 시작할 때 추천이 로그 전체를 다시 읽게 합니다.");
        command.SetAction((parsed, cancellation) => RunAsync(storage(parsed), settings, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        StorageAddress storage, Settings settings, CancellationToken cancellation)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStorage(storage);
        if (settings.Blobs.IsGiven)
            services.AddAzureBlobs(settings.Blobs);
        services.AddSingleton<ActivitySnapshots>();
        await using var provider = services.BuildServiceProvider();
        try
        {
            storage.CheckIsCurrent();
            // Opened first: a server that is running would publish them again.
            provider.GetRequiredService<IEventLog>();
            var removed = await provider.GetRequiredService<ActivitySnapshots>().DeleteAllAsync(cancellation);
            Console.WriteLine(
                $"추천의 활동 스냅샷 {removed}개를 지웠습니다. 다음에 시작하면 로그 전체를 다시 읽습니다.\n"
                + $"{removed} snapshots of activity are removed. The next start reads the whole log.");
            return 0;
        }
        catch (Exception error) when (error is DatabaseUnusableException or StorageUnavailableException)
        {
            await Console.Error.WriteLineAsync($"{StorageWords.KoreanOf(error)}\n{error.Message}");
            return Failed;
        }
        catch (IOException error)
        {
            await Console.Error.WriteLineAsync(
                $"파일 저장소를 쓸 수 없습니다: {error.Message}\nThe blob store cannot be used: {error.Message}");
            return Failed;
        }
    }
}
