using System.CommandLine;
using System.Diagnostics;
using IdeaStorage.Bench.Web.Load;

namespace IdeaStorage.Bench.Web;

/// <summary>
/// <c>web</c>: the product in a process of its own, driven over HTTP, beside bare endpoints in another process, in
/// turns
/// within one run. What counts is the ratio; rates depend on the machine and on what else it does.
/// </summary>
internal static class WebCommand
{
    private const int Readers = 16;
    private const int IdleFirstPages = 5;
    private const double SizeTolerance = 0.1;

    /// <summary>How long the program is left alone before its memory is read.</summary>
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var command = new Command(
            "web", "Durable comments and reads per second of the whole program, against bare ones.");
        command.SetAction(async parsed =>
        {
            var folder = Directory.CreateTempSubdirectory("ideastorage-bench-web-");
            try
            {
                var figures = new Figures();
                await MeasureFirstRunAsync(folder, figures);
                await MeasureAsync(folder, figures);
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

    private static async Task MeasureAsync(DirectoryInfo folder, Figures figures)
    {
        var data = Path.Combine(folder.FullName, "data");
        WebContent content;
        await using (var app = await AppProcess.StartAsync(data))
        {
            Say($"making {WebContent.IdeaCount} ideas with {WebContent.CommentsPerIdea} comments …");
            var making = Stopwatch.StartNew();
            content = await WebContent.MakeAsync(app.Address);
            Say($"made in {making.Elapsed.TotalSeconds:F0} s.");
            await app.StopAsync();
        }

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
        var (ideas, cookie, bearer) = (
            content.Ideas, $"Cookie: {content.Cookie}\r\n", $"Authorization: Bearer {content.Tokens[1]}\r\n");
        await ExpectSameSizeAsync(
            await GetTextAsync(ours.Address, $"/ideas/{ideas[1]}", content.Cookie),
            GetTextAsync(bare.Address, $"/page/{ideas[1]}"));
        await ExpectSameSizeAsync(
            await GetTextAsync(ours.Address, $"/api/v1/ideas/{ideas[1]}"),
            GetTextAsync(bare.Address, $"/json/{ideas[1]}"));
        await DuelAsync(
            "idea-page-signed-in", "bare-razor-page", Readers, "pages/s", figures,
            Reads(ours, "/ideas/", ideas, cookie), Reads(bare, "/page/", ideas, ""));
        await DuelAsync(
            "idea-json-signed-in", "bare-json", Readers, "answers/s", figures,
            Reads(ours, "/api/v1/ideas/", ideas, bearer), Reads(bare, "/json/", ideas, ""));
        var visitor = Reads(ours, "/ideas/", ideas, "Accept-Encoding: gzip, deflate, br\r\n");
        await Duel.WalkAsync(visitor, ideas.Length, Readers);
        await DuelAsync(
            "idea-page-visitor", "memory-page-12-kb", Readers, "pages/s", figures, visitor,
            new Target(bare, (_, _) => Memory));
    }

    private static async Task MeasureWritesAsync(
        AppProcess ours, AppProcess bare, WebContent content, Figures figures)
    {
        foreach (var members in new[] { 8, WebContent.MemberCount })
        {
            await DuelAsync(
                $"durable-comments.{members}-members", $"bare-insert.{members}-members", members, "comments/s", figures,
                Writes(ours, "/api/v1/ideas/", content, withTokens: true),
                Writes(bare, "/ideas/", content, withTokens: false));
        }
    }

    private static async Task DuelAsync(
        string name, string bareName, int connections, string unit, Figures figures, Target ours, Target bare)
    {
        Say($"{name} …");
        var (pace, barePace, ratio) = await Duel.RunAsync(ours, bare, connections);
        figures.Add($"web.{name}", pace.PerSecond, unit);
        figures.Add($"web.{name}.p50", pace.P50.TotalMilliseconds, "ms");
        figures.Add($"web.{name}.p99", pace.P99.TotalMilliseconds, "ms");
        figures.Add($"web.{name}.processor", pace.Processor.TotalMicroseconds, "us");
        figures.Add($"web.{bareName}", barePace.PerSecond, unit);
        figures.Add($"web.{bareName}.p50", barePace.P50.TotalMilliseconds, "ms");
        figures.Add($"web.{bareName}.p99", barePace.P99.TotalMilliseconds, "ms");
        figures.Add($"web.{bareName}.processor", barePace.Processor.TotalMicroseconds, "us");
        figures.Add($"web.{name}.ratio", ratio, $"of {bareName}");
        Say($"{name}: {pace.PerSecond:F0} {unit}, {ratio:F2} of {bareName}");
    }

    private static byte[] Memory { get; } = LoadConnection.Request("GET", "/memory");

    /// <summary>
    /// Each connection walks over all ideas from a place of its own; the requests are made beforehand.
    /// </summary>
    private static Target Reads(AppProcess app, string path, string[] ideas, string headers)
    {
        var requests = ideas.Select(idea => LoadConnection.Request("GET", path + idea, headers)).ToArray();
        return new Target(app, (connection, number) => requests[((connection * 61) + number) % requests.Length]);
    }

    private static Target Writes(AppProcess app, string path, WebContent content, bool withTokens) =>
        new(app, (connection, number) => LoadConnection.Request(
            "POST", $"{path}{content.Ideas[((connection * 61) + number) % content.Ideas.Length]}/comments",
            withTokens ? $"Authorization: Bearer {content.Tokens[connection]}\r\n" : "",
            $$"""{"body":"{{WebContent.Comment}} {{number}}"}"""));

    /// <summary>A ratio says nothing unless both send the same.</summary>
    private static async Task ExpectSameSizeAsync(string ours, Task<string> bare)
    {
        var ratio = (double)(await bare).Length / ours.Length;
        if (Math.Abs(ratio - 1) > SizeTolerance)
            throw new InvalidOperationException(
                $"The bare answer is {ratio:F2} times as long as the product's; they must be the same.");
    }

    private static async Task<string> GetTextAsync(Uri address, string path, string? cookie = null)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false };
        using var http = new HttpClient(handler) { BaseAddress = address };
        if (cookie is not null)
            http.DefaultRequestHeaders.Add("Cookie", cookie);
        return await http.GetStringAsync(new Uri(path, UriKind.Relative));
    }

    private static void Say(string text) => Console.Error.WriteLine(text);
}
