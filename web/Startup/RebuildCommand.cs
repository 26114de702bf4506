using System.CommandLine;
using System.Diagnostics;
using IdeaStorage.Storage;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Web.Operations;

namespace IdeaStorage.Web.Startup;

/// <summary>
/// <c>rebuild [name]</c>: makes one read model, or all of them, anew from the log. Exit code 0 when done, 1 when the
/// name is unknown, the database cannot be used, or an event cannot be read; then nothing has changed.
/// </summary>
internal static class RebuildCommand
{
    private const int Failed = 1;

    /// <param name="storage">Where the command line says that the database is.</param>
    public static Command Create(Func<ParseResult, StorageAddress> storage)
    {
        var name = new Argument<string?>("name")
        {
            Description = "The read model; all of them when left out. / 읽기 모델 이름. 비우면 전부 다시 만듭니다.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("rebuild", "Make read models anew from the log. / 로그에서 읽기 모델을 다시 만듭니다.") { name };
        command.SetAction((parsed, cancellation) =>
            RunAsync(storage(parsed), parsed.GetValue(name), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(StorageAddress storage, string? name, CancellationToken cancellation)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStorage(storage);
        services.AddReadModels();
        await using var provider = services.BuildServiceProvider();
        try
        {
            storage.CheckIsCurrent();
            var rebuild = provider.GetRequiredService<IRebuild>();
            if (name is not null && !rebuild.Names.Contains(name))
            {
                var names = string.Join(", ", rebuild.Names);
                await Console.Error.WriteLineAsync(
                    $"'{name}'은(는) 없는 읽기 모델입니다. 쓸 수 있는 이름: {names}\n"
                    + $"There is no read model '{name}'. The names are: {names}");
                return Failed;
            }

            var clock = Stopwatch.StartNew();
            var events = await Job.ShowAsync(async progress =>
            {
                var stage = new RebuildStage(progress);
                await rebuild.RebuildAsync(name, stage, cancellation);
                return stage.Events;
            });
            Console.WriteLine(OperationWords.Rebuilt(name, events, clock.Elapsed));
            return 0;
        }
        catch (Exception error) when (error is DatabaseUnusableException or StorageUnavailableException)
        {
            await Console.Error.WriteLineAsync($"{StorageWords.KoreanOf(error)}\n{error.Message}");
            return Failed;
        }
        catch (UnreadableEventException error)
        {
            await Console.Error.WriteLineAsync(
                $"{error.Position} 위치의 이벤트를 읽을 수 없어 바뀐 것이 없습니다. 새 버전이 쓴 것이면 프로그램을 올리고, "
                + $"아니면 verify로 로그를 확인하세요.\n{error.Message} Nothing has changed; 'verify' checks the log.");
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("중단했습니다. 바뀐 것은 없습니다. / Stopped; nothing has changed.");
            return Failed;
        }
    }
}
