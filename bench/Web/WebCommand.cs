using System.CommandLine;
using System.Diagnostics;
using IdeaStorage.Bench.Databases;
using IdeaStorage.Bench.Web.Load;
using static IdeaStorage.Bench.Web.WebLoads;

namespace IdeaStorage.Bench.Web;

/// <summary>
/// <c>web</c>: the product in a process of its own, driven over HTTP, beside bare endpoints in another process, in
/// turns
/// within one run. What counts is the ratio; rates depend on the machine and on what else it does.
/// </summary>
internal static class WebCommand
{
    private const int IdleFirstPages = 5;
    private const double SizeTolerance = 0.1;

    /// <summary>How long the program is left alone before its memory is read.</summary>
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var database = BenchDatabase.CreateOption();
        var ideas = new Option<int>("--ideas")
        {
            Description = "How many ideas with 50 comments each.",
            DefaultValueFactory = _ => WebContent.IdeaCount,
        };
        var onlyWrites = new Option<bool>("--only-writes")
        {
            Description = "Durable comments, and nothing else.",
        };
        var command = new Command(
            "web", "Durable comments and reads per second of the whole program, against bare ones.")
        {
            database, ideas, onlyWrites,
        };
        command.SetAction(async parsed =>
        {
            var folder = Directory.CreateTempSubdirectory("ideastorage-bench-web-");
            try
            {
                var (figures, ideaCount) = (new Figures(), parsed.GetRequiredValue(ideas));
                var all = !parsed.GetValue(onlyWrites);
                if (parsed.GetRequiredValue(database) == BenchDatabase.Postgres)
                {
                    await WebOnPostgres.MeasureAsync(folder, ideaCount, all, figures);
                }
                else
                {
                    if (all)
                        await MeasureFirstRunAsync(folder, figures);
                    await MeasureAsync(folder, ideaCount, all, figures);
                }

                figures.Write(parsed);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        });
        return command;
    }

    private static async Task MeasureFirstRunAsync(DirectoryInfo folder, Figures figures)
    {
        Say("first run with demo data …");
        var clock = Stopwatch.StartNew();
        await using var app = await AppProcess.StartAsync(Path.Combine(folder.FullName, "demo"), "--demo", "true");
        await GetTextAsync(app.Address, "/ideas");
        figures.Add("web.first-run-with-demo", clock.Elapsed.TotalSeconds, "s");
        await app.StopAsync();
    }

    private static async Task MeasureAsync(DirectoryInfo folder, int ideas, bool all, Figures figures)
    {
        var data = Path.Combine(folder.FullName, "data");
        var content = await WebContent.MakeOnceAsync(data, ideas);
        var bareFolder = Directory.CreateDirectory(Path.Combine(folder.FullName, "bare"));
        var database = Path.Combine(bareFolder.FullName, "ideastorage.db");
        File.Copy(Path.Combine(data, "ideastorage.db"), database);

        var clock = Stopwatch.StartNew();
        await using var ours = await AppProcess.StartAsync(data);
        await GetTextAsync(ours.Address, $"/ideas/{content.Ideas[0]}");
        figures.Add("web.start-to-first-page", clock.Elapsed.TotalSeconds, "s");
        await MeasureIdleAsync(ours, content, figures);
        var frame = Path.Combine(bareFolder.FullName, "frame.html");
        var page = await GetTextAsync(ours.Address, $"/ideas/{content.Ideas[0]}", content.Cookie);
        await File.WriteAllTextAsync(frame, page);
        await using var bare = await StartBareAsync(database, frame);
        if (all)
            await MeasureReadsAsync(ours, bare, content, figures);
        await MeasureWritesAsync(ours, bare, content, figures);
        figures.Add("web.resident-after-load", ours.ResidentBytes / 1e6, "MB");
    }

    private static async Task MeasureIdleAsync(AppProcess ours, WebContent content, Figures figures)
    {
        foreach (var idea in content.Ideas.Take(IdleFirstPages))
            await GetTextAsync(ours.Address, $"/ideas/{idea}");
        await Task.Delay(IdleTime);
        figures.Add("web.resident-idle", ours.ResidentBytes / 1e6, "MB");
    }

    private static Task<AppProcess> StartBareAsync(string database, string frame) => AppProcess.StartAsync(address =>
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            typeof(WebCommand).Assembly.Location, "bare", "--urls", address, "--database", database, "--frame", frame,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    });

    private static async Task MeasureReadsAsync(
        AppProcess ours, AppProcess bare, WebContent content, Figures figures)
    {
        var ideas = content.Ideas;
        await ExpectSameSizeAsync(
            await GetTextAsync(ours.Address, $"/ideas/{ideas[1]}", content.Cookie),
            GetTextAsync(bare.Address, $"/page/{ideas[1]}"));
        await ExpectSameSizeAsync(
            await GetTextAsync(ours.Address, $"/api/v1/ideas/{ideas[1]}"),
            GetTextAsync(bare.Address, $"/json/{ideas[1]}"));
        await DuelAsync(
            "idea-page-signed-in", "bare-razor-page", ReaderCount, "pages/s", figures,
            MemberPages(ours, content), Reads(bare, "/page/", ideas));
        await DuelAsync(
            "idea-json-signed-in", "bare-json", ReaderCount, "answers/s", figures,
            MemberJson(ours, content), Reads(bare, "/json/", ideas));
        var visitor = VisitorPages(ours, content);
        await visitor.WalkAsync(ideas.Length, ReaderCount);
        await DuelAsync(
            "idea-page-visitor", "memory-page-12-kb", ReaderCount, "pages/s", figures, visitor,
            new Target(bare, (_, _) => Memory));
    }

    private static async Task MeasureWritesAsync(
        AppProcess ours, AppProcess bare, WebContent content, Figures figures)
    {
        foreach (var members in new[] { 8, WebContent.MemberCount })
        {
            await DuelAsync(
                $"durable-comments.{members}-members", $"bare-insert.{members}-members", members, "comments/s", figures,
                MemberComments(ours, content), Comments(bare, "/ideas/", content, _ => ""));
        }
    }

    private static byte[] Memory { get; } = LoadConnection.Request("GET", "/memory");

    /// <summary>A ratio says nothing unless both send the same.</summary>
    private static async Task ExpectSameSizeAsync(string ours, Task<string> bare)
    {
        var ratio = (double)(await bare).Length / ours.Length;
        if (Math.Abs(ratio - 1) > SizeTolerance)
            throw new InvalidOperationException(
                $"The bare answer is {ratio:F2} times as long as the product's; they must be the same.");
    }
}
