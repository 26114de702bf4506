using System.CommandLine;
using IdeaStorage.Bench.Databases;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;

namespace IdeaStorage.Bench.Scale;

/// <summary>
/// <c>scale</c>: what an append, a page and a search cost on an installation of a million ideas and ten million events,
/// as a multiple of what they cost on one of ten thousand ideas; and how quickly the read models of each are made anew.
/// </summary>
internal static class ScaleCommand
{
    private const int Writers = 8;
    private const int NewestIdeas = 1_000;
    private const int AtLeast = 3;

    public static Command Create()
    {
        var database = BenchDatabase.CreateOption();
        var large = Count("--ideas", 1_000_000, "Ideas of the large installation, with ten events each.");
        var small = Count("--small-ideas", 10_000, "Ideas of the small one.");
        var isRebuildOnly = new Option<bool>("--rebuild-only")
        {
            Description = "Only fill the large installation and rebuild its read models, twice.",
        };
        var command = new Command("scale", "What a hundred times as many ideas cost; how quickly a rebuild is.")
        {
            database, large, small, isRebuildOnly,
        };
        command.SetAction(async parsed =>
        {
            var figures = new Figures();
            using var on = BenchDatabase.Open(parsed.GetRequiredValue(database));
            var name = $"scale.{parsed.GetRequiredValue(database)}";
            if (parsed.GetValue(isRebuildOnly))
            {
                await using var only = await ScaleStore.FillAsync(
                    on, new ScaleHistory(parsed.GetRequiredValue(large)), $"{name}.large", figures);
                await only.RebuildAsync(on, $"{name}.large.again", figures);
                figures.Write(parsed);
                return;
            }

            await using var few = await ScaleStore.FillAsync(
                on, new ScaleHistory(parsed.GetRequiredValue(small)), $"{name}.small", figures);
            await using var many = await ScaleStore.FillAsync(
                on, new ScaleHistory(parsed.GetRequiredValue(large)), $"{name}.large", figures);
            await MeasureAsync(name, on, few, many, figures);
            figures.Write(parsed);
        });
        return command;
    }

    private static Option<int> Count(string name, int count, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => count };

    private static async Task MeasureAsync(
        string name, BenchDatabase on, ScaleStore small, ScaleStore large, Figures figures)
    {
        foreach (var (what, read) in Reads())
        {
            Console.Error.WriteLine($"{what} …");
            await ScaleDuel.RunAsync(
                $"{name}.{what}", on, (store, goes) => ReadAsync(store, goes, read), small, large, figures);
        }

        Console.Error.WriteLine("append …");
        await ScaleDuel.RunAsync($"{name}.append", on, AppendAsync, small, large, figures);
    }

    /// <summary>What is read, by a number that is another one each time.</summary>
    private static IEnumerable<(string Name, Func<ScaleStore, int, Task> Read)> Reads()
    {
        yield return ("idea-page", (store, number) =>
            store.Queries.FindPageAsync(ScaleHistory.IdeaId(IdeaOf(store, number)), Viewer.Visitor));
        yield return ("list.new", (store, number) => ListAsync(store, new IdeaFilter()));
        yield return ("list.trending", (store, number) =>
            ListAsync(store, new IdeaFilter { Sort = IdeaSort.Trending }));
        yield return ("list.cluster-supported", (store, number) => ListAsync(
            store, new IdeaFilter { ClusterId = ScaleHistory.ClusterId(number), Sort = IdeaSort.Supported }));
        yield return ("list.tag", (store, number) =>
            ListAsync(store, new IdeaFilter { Tag = ScaleWords.Noun(number) }));
        yield return ("list.unanswered", (store, number) =>
            ListAsync(store, new IdeaFilter { Sort = IdeaSort.Unanswered }));
        yield return ("search.rare", (store, number) =>
            SearchAsync(store, ScaleWords.RareWord(IdeaOf(store, number))));
        yield return ("search.two-words", (store, number) =>
            SearchAsync(store, $"{ScaleWords.Word(100 + (number % 400))} {ScaleWords.Word(500 + (number % 300))}"));
        yield return ("search.common", (store, number) => SearchAsync(store, ScaleWords.Word(number % 10)));
        yield return ("similar", (store, number) => store.Similar.FindAsync(
            ScaleWords.Sentence(number, 4), ScaleWords.Sentence(number + 1, 24), 5));
    }

    private static Task ListAsync(ScaleStore store, IdeaFilter filter) =>
        store.Queries.ListAsync(filter, Viewer.Visitor);

    private static Task SearchAsync(ScaleStore store, string text) => ListAsync(store, new IdeaFilter { Text = text });

    private static async Task<int> ReadAsync(ScaleStore store, Func<bool> goes, Func<ScaleStore, int, Task> read)
    {
        var count = 0;
        for (; goes() || count < AtLeast; count++)
            await read(store, count);
        return count;
    }

    private static async Task<int> AppendAsync(ScaleStore store, Func<bool> goes)
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var count = 0;
            for (; goes(); count++)
            {
                // Each writer has ideas of its own.
                var idea = IdeaOf(store, count) / Writers * Writers;
                idea = idea + writer < store.History.Ideas ? idea + writer : writer;
                var append = store.History.Comment(idea, store.Versions[idea]++);
                if (await store.Log.AppendAsync(append) is not AppendResult.Appended)
                    throw new InvalidOperationException("An append was refused.");
            }

            return count;
        })));
        return counts.Sum();
    }

    /// <summary>Every other one is among the newest, the others are anywhere.</summary>
    private static int IdeaOf(ScaleStore store, int number)
    {
        var drawn = ScaleWords.Mix((ulong)number);
        return number % 2 == 0
            ? (int)(drawn % (ulong)store.History.Ideas)
            : store.History.Ideas - 1 - (int)(drawn % (ulong)Math.Min(NewestIdeas, store.History.Ideas));
    }
}
