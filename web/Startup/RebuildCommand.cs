using System.CommandLine;
using IdeaStorage.Storage;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using Spectre.Console;

namespace IdeaStorage.Web.Startup;

/// <summary>
/// <c>rebuild [name]</c>: makes one read model, or all of them, anew from the log. Exit code 0 when done, 1 when the
/// name is unknown or the database cannot be used; then nothing has changed.
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

            await AnsiConsole.Progress().StartAsync(async bars =>
            {
                var bar = bars.AddTask(Markup.Escape(name ?? "all"));
                var progress = new SynchronousProgress(at => Show(bar, at));
                await rebuild.RebuildAsync(name, progress, cancellation);
                (bar.Value, bar.IsIndeterminate) = (bar.MaxValue, false);
            });
            return 0;
        }
        catch (Exception error) when (error is DatabaseUnusableException or StorageUnavailableException)
        {
            await Console.Error.WriteLineAsync($"{StorageWords.KoreanOf(error)}\n{error.Message}");
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("중단했습니다. 바뀐 것은 없습니다. / Stopped; nothing has changed.");
            return Failed;
        }
    }

    /// <summary>When all events are replayed, indexes are made: nobody can tell how far that is.</summary>
    private static void Show(ProgressTask bar, RebuildProgress at)
    {
        (bar.MaxValue, bar.Value) = (Math.Max(1, at.EventsTotal), at.EventsDone);
        if (at.EventsDone < at.EventsTotal || bar.IsIndeterminate)
            return;
        (bar.Description, bar.IsIndeterminate) = ($"{bar.Description} · 색인 / indexes", true);
    }

    private sealed class SynchronousProgress(Action<RebuildProgress> report) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => report(value);
    }
}
