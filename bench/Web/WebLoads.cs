using IdeaStorage.Bench.Web.Load;

namespace IdeaStorage.Bench.Web;

/// <summary>What the web command sends, and how two targets are compared.</summary>
internal static class WebLoads
{
    /// <summary>Connections that read.</summary>
    public const int ReaderCount = 16;

    public static async Task DuelAsync(
        string name, string bareName, int connections, string unit, Figures figures, ITarget ours, ITarget bare)
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

    /// <summary>The page of an idea with the cookie of a member.</summary>
    public static Target MemberPages(AppProcess app, WebContent content, PostgresServer? server = null) =>
        Reads(app, "/ideas/", content.Ideas, $"Cookie: {content.Cookie}\r\n", server);

    /// <summary>An idea as JSON with the token of a member.</summary>
    public static Target MemberJson(AppProcess app, WebContent content, PostgresServer? server = null) =>
        Reads(app, "/api/v1/ideas/", content.Ideas, $"Authorization: Bearer {content.Tokens[1]}\r\n", server);

    /// <summary>The page of an idea as a browser without a cookie asks for it.</summary>
    public static Target VisitorPages(AppProcess app, WebContent content, PostgresServer? server = null) =>
        Reads(app, "/ideas/", content.Ideas, "Accept-Encoding: gzip, deflate, br\r\n", server);

    /// <summary>
    /// Each connection walks over all ideas from a place of its own; the requests are made beforehand.
    /// </summary>
    public static Target Reads(
        AppProcess app, string path, string[] ideas, string headers = "", PostgresServer? server = null)
    {
        var requests = ideas.Select(idea => LoadConnection.Request("GET", path + idea, headers)).ToArray();
        return new Target(
            app, (connection, number) => requests[((connection * 61) + number) % requests.Length], server);
    }

    /// <summary>Each connection is another member, who comments on all ideas.</summary>
    public static Target MemberComments(AppProcess app, WebContent content, PostgresServer? server = null) =>
        Comments(
            app, "/api/v1/ideas/", content, member => $"Authorization: Bearer {content.Tokens[member]}\r\n", server);

    public static Target Comments(
        AppProcess app, string path, WebContent content, Func<int, string> headers, PostgresServer? server = null) =>
        new(app, (connection, number) => LoadConnection.Request(
            "POST", $"{path}{content.Ideas[((connection * 61) + number) % content.Ideas.Length]}/comments",
            headers(connection), $$"""{"body":"{{WebContent.Comment}} {{number}}"}"""), server);

    public static async Task<string> GetTextAsync(Uri address, string path, string? cookie = null)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false };
        using var http = new HttpClient(handler) { BaseAddress = address };
        if (cookie is not null)
            http.DefaultRequestHeaders.Add("Cookie", cookie);
        return await http.GetStringAsync(new Uri(path, UriKind.Relative));
    }

    public static void Say(string text) => Console.Error.WriteLine(text);
}
