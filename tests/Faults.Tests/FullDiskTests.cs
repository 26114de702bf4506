using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using IdeaStorage.Bench.Web;
using IdeaStorage.Tests.Postgres;

namespace IdeaStorage.Faults.Tests;

/// <summary>The disk under the database fills up while members write.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int SqliteMegabytes = 32;

    /// <summary>An empty server takes 60 MiB.</summary>
    private const int PostgresMegabytes = 160;

    private const int CommentsMax = 5_000;

    private static readonly TimeSpan RecoveryDeadline = TimeSpan.FromSeconds(60);
    private static readonly string LongComment = string.Concat(Enumerable.Repeat("much to say ", 330));

    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-fulldisk-").FullName;

    [Fact]
    public async Task Write_WhenTheDiskIsFull_IsRefusedAndNothingIsLost()
    {
        using var disk = new SmallDisk(SqliteMegabytes);
        await using var app = await AppProcess.StartAsync(address => disk.Around(
            AppProcess.Command("--urls", address, "--data", disk.Folder, "--demo", "false")));

        await RefusesAndGoesOnAsync(app, () => disk.Fill(app.Id), async (board, acknowledged) =>
        {
            await board.AssertHoldsAsync(acknowledged);
            disk.MakeRoom(app.Id);
        });
    }

    [Fact]
    public async Task Write_WhenTheDiskOfPostgresIsFull_IsRefusedAndNothingIsLost()
    {
        using var disk = new SmallDisk(PostgresMegabytes);
        using var server = PostgresServer.StartOwn(disk.Folder, disk.AroundUser);
        await using var app = await new Installation(_folder, server.ConnectionString("postgres")).StartAsync();

        await RefusesAndGoesOnAsync(app, () => disk.Fill(server.HelperId), (_, _) =>
        {
            disk.MakeRoom(server.HelperId);
            // It ends when not even its log has room.
            server.Start();
            return Task.CompletedTask;
        });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task RefusesAndGoesOnAsync(
        AppProcess app, Action fill, Func<Board, IEnumerable<string>, Task> makeRoom)
    {
        using var board = await Board.MakeAsync(app.Address);
        var acknowledged = new List<string> { await board.CommentAsync("There is still room.") };
        fill();

        using var refused = await CommentUntilRefusedAsync(board, app.Address, acknowledged);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        var problem = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("StorageIsUnavailable", problem, StringComparison.OrdinalIgnoreCase);
        await makeRoom(board, acknowledged);
        acknowledged.Add(await CommentUntilAcceptedAsync(board));
        await board.AssertHoldsAsync(acknowledged);
        Assert.Equal(0, await app.StopAsync());
    }

    private static async Task<HttpResponseMessage> CommentUntilRefusedAsync(
        Board board, Uri address, List<string> acknowledged)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", board.Member.Token);
        for (var number = 0; number < CommentsMax; number++)
        {
            var answer = await http.PostAsJsonAsync(
                new Uri(board.CommentsPath, UriKind.Relative), new { body = $"{number} {LongComment}" });
            if (!answer.IsSuccessStatusCode)
                return answer;
            var made = await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
            acknowledged.Add(made.GetProperty("id").GetString()!);
            answer.Dispose();
        }

        throw new InvalidOperationException($"{CommentsMax} comments found room on a full disk.");
    }

    private static async Task<string> CommentUntilAcceptedAsync(Board board)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            try
            {
                return await board.CommentAsync("There is room again.");
            }
            catch (HttpRequestException error) when (
                error.StatusCode == HttpStatusCode.ServiceUnavailable && clock.Elapsed < RecoveryDeadline)
            {
                // Not yet: as a client would, it tries again.
            }
        }
    }
}
