using System.CommandLine;
using System.Globalization;
using IdeaStorage.Storage;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Tails;
using Spectre.Console;

namespace IdeaStorage.Web.Startup;

/// <summary>
/// <c>tails list [tail]</c> and <c>tails replay tail [position]</c>: what tails parked, and having it tried again.
/// Exit code 0 when done, 1 when there is no such tail or event, or the database cannot be used.
/// </summary>
internal static class TailCommands
{
    private const int Failed = 1;

    /// <param name="storage">Where the command line says that the database is.</param>
    public static Command Create(Func<ParseResult, StorageAddress> storage)
    {
        var any = new Argument<string?>("tail")
        {
            Description = "The tail; all of them when left out. / 후속 처리 이름. 비우면 전부 보여 줍니다.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var list = new Command("list", "Show where tails are and what they parked. / 후속 처리 위치와 보류된 이벤트를 보여 줍니다.")
        {
            any,
        };
        list.SetAction((parsed, cancellation) => RunAsync(
            storage(parsed), services => ListAsync(services, parsed.GetValue(any), cancellation)));

        var tail = new Argument<string>("tail") { Description = "The tail. / 후속 처리 이름." };
        var position = new Argument<long?>("position")
        {
            Description = "The parked event; all of the tail when left out. / 보류된 이벤트의 위치. 비우면 전부.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var replay = new Command("replay", "Have parked events tried again. / 보류된 이벤트를 다시 처리하게 합니다.")
        {
            tail, position,
        };
        replay.SetAction((parsed, cancellation) => RunAsync(
            storage(parsed),
            services => ReplayAsync(
                services, parsed.GetRequiredValue(tail), parsed.GetValue(position), cancellation)));
        return new Command("tails", "Look after the tails of the log. / 로그 후속 처리를 살핍니다.") { list, replay };
    }

    private static async Task<int> RunAsync(StorageAddress storage, Func<IServiceProvider, Task<int>> command)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStorage(storage);
        await using var provider = services.BuildServiceProvider();
        try
        {
            storage.CheckIsCurrent();
            return await command(provider);
        }
        catch (Exception error) when (error is DatabaseUnusableException or StorageUnavailableException)
        {
            await Console.Error.WriteLineAsync($"{StorageWords.KoreanOf(error)}\n{error.Message}");
            return Failed;
        }
    }

    private static async Task<int> ListAsync(IServiceProvider services, string? name, CancellationToken cancellation)
    {
        var head = await services.GetRequiredService<LogReader>().GetHeadAsync(cancellation);
        var tails = await services.GetRequiredService<TailStore>().ListAsync(cancellation);
        if (name is not null && tails.All(tail => tail.Name != name))
            return await NoSuchTailAsync(name, tails);
        var table = new Table().AddColumns("후속 처리 / tail", "위치 / position", "로그 / log", "보류 / parked");
        foreach (var tail in tails.Where(tail => name is null || tail.Name == name))
            table.AddRow(new Text(tail.Name), Number(tail.Position), Number(head), Number(tail.Parked));
        AnsiConsole.Write(table);
        foreach (var tail in tails.Where(tail => tail.Parked > 0 && (name is null || tail.Name == name)))
            await PrintParkedAsync(services.GetRequiredService<ParkedEvents>(), tail.Name, cancellation);
        return 0;
    }

    private static async Task PrintParkedAsync(ParkedEvents parked, string tail, CancellationToken cancellation)
    {
        string? after = null;
        do
        {
            var page = (await parked.ListAsync(tail, after, cancellationToken: cancellation)).Value!;
            foreach (var one in page.Items)
            {
                var waits = one.ReplayAt is null ? "" : " · 재처리 대기 / to be tried again";
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{tail} {one.Position} · {one.Name} · {one.Stream} · {one.ParkedAt:u} · {one.Attempts}×{waits}"));
                Console.WriteLine($"    {one.Error.ReplaceLineEndings("\n    ")}");
            }

            after = page.Next;
        }
        while (after is not null);
    }

    private static async Task<int> ReplayAsync(
        IServiceProvider services, string tail, long? position, CancellationToken cancellation)
    {
        var tails = await services.GetRequiredService<TailStore>().ListAsync(cancellation);
        if (tails.All(known => known.Name != tail))
            return await NoSuchTailAsync(tail, tails);
        var asked = await services.GetRequiredService<ParkedEvents>().AskReplayAsync(tail, position, cancellation);
        if (asked == 0)
        {
            var which = position?.ToString(CultureInfo.InvariantCulture) ?? "*";
            await Console.Error.WriteLineAsync(
                $"'{tail}'에 보류된 이벤트가 없습니다({which}). ‘tails list’로 확인하세요.\n"
                + $"'{tail}' has no such parked event ({which}). 'tails list' shows them.");
            return Failed;
        }

        Console.WriteLine($"{asked}건을 서버가 다시 처리합니다.\n{asked} to be tried again by the server.");
        return 0;
    }

    private static async Task<int> NoSuchTailAsync(string name, IReadOnlyList<TailRow> tails)
    {
        var names = tails.Count == 0 ? "-" : string.Join(", ", tails.Select(tail => tail.Name));
        await Console.Error.WriteLineAsync(
            $"'{name}'은(는) 없는 후속 처리입니다. 쓸 수 있는 이름: {names}\n"
            + $"There is no tail '{name}'. The names are: {names}");
        return Failed;
    }

    private static Text Number(long number) => new(number.ToString("N0", CultureInfo.InvariantCulture));
}
