using Microsoft.Playwright;

namespace IdeaStorage.Browser.Tests;

/// <summary>Where each page of the route table is looked at, and by whom.</summary>
/// <param name="Route">The route as web/Routes.cs has it.</param>
/// <param name="Persona">Who looks; null: a visitor.</param>
/// <param name="Queries">What follows the path, one look each.</param>
internal sealed record PageVisit(string Route, string? Persona, params string[] Queries)
{
    public const string Coordinator = "demo-coordinator";
    public const string Operator = "demo-operator";
    public const string Member = "demo-member";

    /// <summary>Routes that answer a part of a page or send elsewhere, with the page on which they are seen.</summary>
    public static IReadOnlyDictionary<string, string> NoPages { get; } = new Dictionary<string, string>
    {
        ["/ideas/similar"] = "/ideas/new",
        ["/tags/suggest"] = "/ideas/new",
        ["/language/{language}"] = "/",
        ["/recommender/progress"] = "/recommender",
    };

    public static IReadOnlyList<PageVisit> All { get; } =
    [
        new("/", null), new("/", Operator),
        new("/ideas", null, "", "?q=%ED%92%88%EC%A7%88", "?q=zzzzqqqq", "?after=nonsense"), new("/ideas", Operator),
        new("/ideas/new", Operator),
        new("/ideas/{idea}", null), new("/ideas/{idea}", Operator, "", "?reply={comment}"),
        new("/ideas/{idea}/edit", Operator), new("/ideas/{idea}/versions", null),
        new("/ideas/{idea}/partners", Operator), new("/ideas/{idea}/flag", Operator),
        new("/comments/{comment}/versions", null), new("/comments/{comment}/edit", Operator),
        new("/comments/{comment}/flag", Operator),
        new("/clusters", null), new("/clusters", Operator),
        new("/clusters/new", Operator), new("/clusters/new", Coordinator),
        new("/clusters/{cluster}", null), new("/clusters/{cluster}", Operator),
        new("/clusters/{cluster}/edit", Operator), new("/clusters/{cluster}/members", Operator),
        new("/organisations", null), new("/organisations/new", Operator),
        new("/organisations/{organisation}", null), new("/organisations/{organisation}", Operator),
        new("/organisations/{organisation}/edit", Operator),
        new("/partners", Coordinator), new("/partners/ideas", Coordinator),
        new("/queue", Operator), new("/queue", Coordinator),
        new("/queue/{queue}", Operator, "", "?status=Decided"), new("/cases/{case}", Operator),
        new("/queue/{queue}/introductions", Operator, "", "?state=Made"),
        new("/introductions", Operator, "", "?state=NotMade"), new("/introductions/{introduction}", Operator),
        new("/me", Operator, "", "?organisation=%ED%95%9C"), new("/me/blocks", Coordinator),
        new("/me/introductions", Member), new("/notices", Coordinator),
        new("/news", Coordinator), new("/tails", Operator), new("/tails/{tail}", Operator),
        new("/recommender", Operator),
        new("/members/{member}", null),
        new("/sign-in", null), new("/register", null),
        new("/{**path}", null),
    ];

    public IEnumerable<string> Paths(IReadOnlyDictionary<string, string> things) =>
        (Queries.Length == 0 ? [""] : Queries).Select(query => Fill(Route + query, things));

    /// <summary>The route as the table would have it: every id is called id there.</summary>
    public string Pattern => Route == "/{**path}" ? Route : Fill(Route, name => "{id}");

    /// <summary>Demo things to look at: what an operator finds by following links.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> FindThingsAsync(BrowserSite site)
    {
        var page = await site.OpenAsAsync(Operator);
        var things = new Dictionary<string, string>
        {
            ["**path"] = "no-such-page",
            ["tail"] = "news",
            ["cluster"] = await FirstIdAsync(page, "/clusters", ".site-card-title a[href^='/clusters/']"),
            ["organisation"] = await FirstIdAsync(
                page, "/organisations", ".site-card-title a[href^='/organisations/']"),
            ["idea"] = await FirstIdAsync(page, "/ideas?sort=Supported", ".site-card-title a[href^='/ideas/']"),
        };
        things["introduction"] = await FirstIdAsync(page, "/introductions", "main a[href^='/introductions/']");
        var idea = "/ideas/" + things["idea"];
        things["member"] = await FirstIdAsync(page, idea, "article a[href^='/members/']");
        things["comment"] = await FirstIdAsync(page, idea, ".site-comment-links a[href$='/edit']");
        await page.GotoAsync("/queue");
        var queues = await page.Locator("main a[href^='/queue/']").EvaluateAllAsync<string[]>(
            "links => links.map(link => link.getAttribute('href'))");
        foreach (var queue in queues)
        {
            await page.GotoAsync(queue);
            if (await page.Locator("a[href^='/cases/']").CountAsync() == 0)
                continue;
            things["queue"] = queue.Split('/')[2];
            things["case"] = await FirstIdAsync(page, queue, "a[href^='/cases/']");
            break;
        }
        return things;
    }

    private static async Task<string> FirstIdAsync(IPage page, string at, string link)
    {
        await page.GotoAsync(at);
        return (await page.Locator(link).First.GetAttributeAsync("href"))!.Split('/', '?', '#')[2];
    }

    private static string Fill(string path, IReadOnlyDictionary<string, string> things) =>
        Fill(path, name => things[name]);

    private static string Fill(string path, Func<string, string> value)
    {
        for (var from = path.IndexOf('{'); from >= 0; from = path.IndexOf('{', from + 1))
        {
            var to = path.IndexOf('}', from);
            path = path[..from] + value(path[(from + 1)..to]) + path[(to + 1)..];
        }
        return path;
    }
}
