using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IdeaStorage.Bench.Web;

/// <summary>Ideas with 50 comments each by 64 members, made through the API.</summary>
/// <param name="Ideas">Their ids.</param>
/// <param name="Tokens">A bearer token per member.</param>
/// <param name="Cookie">The cookies of one member's browser, as its header sends them.</param>
internal sealed partial record WebContent(string[] Ideas, string[] Tokens, string Cookie)
{
    public const int MemberCount = 64;
    public const int IdeaCount = 1_000;
    public const int CommentsPerIdea = 50;

    private const string Founder = "member0";
    private static readonly TimeSpan TrainingDeadline = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    // Passwords are hashed slowly on purpose.
    private const int RegisteringAtOnce = 8;

    /// <summary>What a comment says: 107 characters of Korean.</summary>
    public const string Comment =
        "도금 공정의 폐열을 인근 식품 공장의 예열에 쓰면 두 회사의 연료비가 함께 줄어듭니다. 배관 거리가 짧은 단지부터 실증해 보면 "
        + "좋겠고, 열교환기 사양은 저희 연구소가 검토할 수 있습니다.";

    /// <summary>Runs the program on a new installation until everything is made.</summary>
    public static async Task<WebContent> MakeOnceAsync(string data, int ideas, params string[] arguments)
    {
        await using var app = await AppProcess.StartAsync(data, arguments);
        WebLoads.Say($"making {ideas} ideas with {CommentsPerIdea} comments …");
        var making = Stopwatch.StartNew();
        var content = await MakeAsync(app.Address, ideas);
        WebLoads.Say($"made in {making.Elapsed.TotalSeconds:F0} s.");
        await TrainedAsync(app.Address);
        await app.StopAsync();
        return content;
    }

    /// <summary>
    /// Waits for the training run that so many acts have begun: for the next hour there is none, so what is measured is
    /// the request and not a run beside it.
    /// </summary>
    private static async Task TrainedAsync(Uri address)
    {
        var training = Stopwatch.StartNew();
        using var founder = new ApiClient(address);
        await founder.SignInAsync(Founder);
        while (await IsTrainingAsync(founder))
        {
            if (training.Elapsed > TrainingDeadline)
                throw new InvalidOperationException($"The training run took longer than {TrainingDeadline}.");
            await Task.Delay(PollInterval);
        }

        WebLoads.Say($"trained in {training.Elapsed.TotalSeconds:F0} s.");
    }

    private static async Task<bool> IsTrainingAsync(ApiClient founder)
    {
        var serving = await founder.GetAsync("/api/v1/recommender");
        return serving.GetProperty("running").ValueKind != JsonValueKind.Null;
    }

    public static async Task<WebContent> MakeAsync(Uri address, int ideaCount = IdeaCount)
    {
        using var founder = await ApiClient.RegisterAsync(address, Founder);
        var cluster = await founder.PostAsync("/api/v1/clusters", new
        {
            name = "열에너지 미니클러스터",
            description = "산업단지의 열을 나누어 쓰는 기업과 연구소의 모임",
            tags = new[] { "C25" },
        });
        var clusterId = cluster.GetProperty("id").GetString()!;
        var members = new ApiClient[MemberCount];
        await ForEachAsync(MemberCount, RegisteringAtOnce, async number =>
        {
            members[number] = await ApiClient.RegisterAsync(address, $"member{number + 1}");
            await members[number].PostAsync($"/api/v1/clusters/{clusterId}/members", new { });
        });
        var ideas = new string[ideaCount];
        await ForEachAsync(ideaCount, MemberCount, async number =>
            ideas[number] = await PostIdeaAsync(members, clusterId, number));
        var tokens = members.Select(member => member.Token!).ToArray();
        foreach (var member in members)
            member.Dispose();
        return new WebContent(ideas, tokens, await SignInAsync(address, "member1"));
    }

    private static async Task<string> PostIdeaAsync(ApiClient[] members, string clusterId, int number)
    {
        var idea = await members[number % MemberCount].PostAsync("/api/v1/ideas", new
        {
            clusterId,
            title = $"도금 공정 폐열을 나누어 쓰는 공동 배관 실증 {number}",
            body = string.Concat(Enumerable.Repeat(Comment + " ", 6)),
            tags = new[] { "C25", "폐열", "공동배관" },
        });
        var id = idea.GetProperty("id").GetString()!;
        for (var comment = 0; comment < CommentsPerIdea; comment++)
            await members[(number + comment) % MemberCount].PostAsync(
                $"/api/v1/ideas/{id}/comments", new { body = $"{Comment} ({comment + 1})" });
        return id;
    }

    private static Task ForEachAsync(int count, int atOnce, Func<int, Task> make) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = atOnce },
        async (number, _) => await make(number));

    /// <summary>Signs in through the form of the pages.</summary>
    private static async Task<string> SignInAsync(Uri address, string userName)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = address };
        var form = await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        using var fields = new FormUrlEncodedContent(
        [
            new("__token", WebUtility.HtmlDecode(FormToken().Match(form).Groups["token"].Value)),
            new("userName", userName), new("password", ApiClient.PasswordOf(userName)), new("back", "/"),
        ]);
        using var answer = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), fields);
        return answer.StatusCode == HttpStatusCode.Redirect
            ? handler.CookieContainer.GetCookieHeader(address)
            : throw new InvalidOperationException($"Signing in was answered with {(int)answer.StatusCode}.");
    }

    [GeneratedRegex("name=\"__token\"[^>]*value=\"(?<token>[^\"]+)\"")]
    private static partial Regex FormToken();
}
