using System.Diagnostics;
using System.Text.Json;
using IdeaStorage.Bench.Web;

namespace IdeaStorage.Faults.Tests;

/// <summary>
/// The program is killed while the recommender is trained: the next start shows that run as interrupted, serves by the
/// model from before, and can train again at once.
/// </summary>
public sealed class TrainingTests : IDisposable
{
    /// <summary>Enough of them turn to new ideas for trainers to be compared by.</summary>
    private const int Members = 24;

    private const int Ideas = 12;
    private const int AtOnce = 8;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-training-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_WhileTraining_KeepsTheModel_AndTheNextRunGoesThrough()
    {
        string token, reader, served, killed;
        await using (var app = await AppProcess.StartAsync(_folder))
        {
            using var founder = await ApiClient.RegisterAsync(app.Address, "founder");
            (token, reader) = (founder.Token!, await MakeHistoryAsync(app.Address, founder));
            served = await TrainAsync(founder);
            Assert.Equal(0, await app.StopAsync());
        }

        // A process that has just started trains slowly, so that it is surely killed in the middle.
        await using (var app = await AppProcess.StartAsync(_folder))
        {
            using var founder = new ApiClient(app.Address) { Token = token };
            killed = await BeginAsync(founder);
            Assert.Equal(killed, (await ServingAsync(founder)).GetProperty("running").GetProperty("id").GetString());
            await app.KillAsync();
        }

        await using var last = await AppProcess.StartAsync(_folder);
        using var again = new ApiClient(last.Address) { Token = token };
        var run = (await again.GetAllAsync("/api/v1/recommender/runs?limit=10"))[0];
        Assert.Equal(
            (killed, "interrupted"), (run.GetProperty("id").GetString(), run.GetProperty("state").GetString()));
        Assert.Equal(served, await ModelAsync(again));
        using var member = new ApiClient(last.Address) { Token = reader };
        Assert.NotEmpty(await member.GetAllAsync("/api/v1/me/recommendations/ideas"));
        Assert.StartsWith(await BeginAsync(again), await TrainedAsync(again));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Has the run that begins now go through, and answers the model that serves then.</summary>
    private static async Task<string> TrainAsync(ApiClient founder)
    {
        await BeginAsync(founder);
        return await TrainedAsync(founder);
    }

    private static async Task<string> BeginAsync(ApiClient founder) =>
        (await founder.PostAsync("/api/v1/recommender/runs", new { })).GetProperty("id").GetString()!;

    private static async Task<string> TrainedAsync(ApiClient founder)
    {
        for (var clock = Stopwatch.StartNew(); IsRunning(await ServingAsync(founder));)
        {
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Deadline);
            await Task.Delay(PollInterval, Cancellation);
        }

        var run = (await founder.GetAllAsync("/api/v1/recommender/runs?limit=10"))[0];
        Assert.Equal(
            ("done", "published"), (run.GetProperty("state").GetString(), run.GetProperty("outcome").GetString()));
        return await ModelAsync(founder);
    }

    private static async Task<JsonElement> ServingAsync(ApiClient founder) =>
        await founder.GetAsync("/api/v1/recommender");

    private static bool IsRunning(JsonElement serving) =>
        serving.TryGetProperty("running", out var run) && run.ValueKind != JsonValueKind.Null;

    private static async Task<string> ModelAsync(ApiClient founder) =>
        (await ServingAsync(founder)).GetProperty("model").GetProperty("id").GetString()!;

    /// <summary>Members who support one idea after the other, so that the last supports can be asked for.</summary>
    /// <returns>The token of one of them.</returns>
    private static async Task<string> MakeHistoryAsync(Uri address, ApiClient founder)
    {
        var cluster = (await founder.PostAsync(
            "/api/v1/clusters",
            new { name = "Fault test", description = "Members who support", tags = new[] { "test" } }))
            .GetProperty("id").GetString()!;
        var members = new ApiClient[Members];
        await ForEachMemberAsync(async number =>
        {
            members[number] = await ApiClient.RegisterAsync(address, $"member{number}");
            await members[number].PostAsync($"/api/v1/clusters/{cluster}/members", new { });
        });
        for (var number = 0; number < Ideas; number++)
        {
            var idea = await PostIdeaAsync(founder, cluster, number);
            await ForEachMemberAsync(async member =>
            {
                if (member % 2 == number % 2)
                    await members[member].PutAsync($"/api/v1/ideas/{idea}/support");
            });
        }

        var token = members[0].Token!;
        foreach (var member in members)
            member.Dispose();
        return token;
    }

    private static async Task<string> PostIdeaAsync(ApiClient founder, string cluster, int number) =>
        (await founder.PostAsync("/api/v1/ideas", new
        {
            clusterId = cluster,
            title = number % 2 == 0 ? $"A robot arm to share {number}" : $"An oven to share {number}",
            body = "Companies use a machine together and each pays a part of it.",
            tags = new[] { number % 2 == 0 ? "robots" : "baking" },
        })).GetProperty("id").GetString()!;

    private static Task ForEachMemberAsync(Func<int, Task> work) => Parallel.ForEachAsync(
        Enumerable.Range(0, Members),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation },
        async (number, _) => await work(number));
}
