using System.Collections.Concurrent;
using IdeaStorage.Bench.Web;

namespace IdeaStorage.Faults.Tests;

/// <summary>The program is asked to end (SIGTERM) while members write.</summary>
public sealed class StopTests : IDisposable
{
    private const int Writers = 16;
    private const int CommentsBeforeStop = 300;
    private const int CommentsPerWriterMax = 5_000;

    private static readonly TimeSpan SlowRequest = TimeSpan.FromSeconds(4);

    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-stop-").FullName;
    private readonly ConcurrentBag<string> _acknowledged = [];

    [Fact]
    public async Task Stop_UnderLoad_EndsWithSuccessAndLosesNothing()
    {
        await using var app = await AppProcess.StartAsync(_folder);
        using var board = await Board.MakeAsync(app.Address);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, Writers).Select(writer => WriteAsync(board, writer, enough)).ToArray();
        await Task.WhenAny(enough.Task, Task.WhenAll(writers))
            .WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        Assert.Equal(0, await app.StopAsync());

        await Task.WhenAll(writers);
        Assert.True(_acknowledged.Count >= CommentsBeforeStop);
        await using var again = await AppProcess.StartAsync(_folder);
        using var member = new ApiClient(again.Address) { Token = board.Member.Token };
        await (board with { Member = member }).AssertHoldsAsync(_acknowledged);
    }

    [Fact]
    public async Task Stop_WhileARequestIsInFlight_AnswersItFirst()
    {
        await using var app = await AppProcess.StartAsync(_folder);
        var rest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var http = new HttpClient { BaseAddress = app.Address };
        var body = new SlowBody(rest.Task);
        var opening = http.PostAsync(
            new Uri("/api/v1/accounts", UriKind.Relative), body, TestContext.Current.CancellationToken);
        await body.Begun;
        await Load.Rounds.UntilAsync(app, System.Net.HttpStatusCode.OK);

        var stopping = app.StopAsync();
        await Task.WhenAny(stopping, Task.Delay(SlowRequest, TestContext.Current.CancellationToken));
        rest.SetResult();

        Assert.Equal(System.Net.HttpStatusCode.Created, (await opening).StatusCode);
        Assert.Equal(0, await stopping);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task WriteAsync(Board board, int writer, TaskCompletionSource enough)
    {
        try
        {
            for (var number = 0; number < CommentsPerWriterMax; number++)
            {
                _acknowledged.Add(await board.CommentAsync($"Writer {writer}, comment {number}."));
                if (_acknowledged.Count >= CommentsBeforeStop)
                    enough.TrySetResult();
            }
        }
        catch (HttpRequestException error)
            when (error.StatusCode is null or System.Net.HttpStatusCode.ServiceUnavailable)
        {
            // The program has ended, or says that it is about to.
        }
    }

    /// <summary>An account whose second half comes later.</summary>
    private sealed class SlowBody : HttpContent
    {
        private const string Account =
            """{"userName":"kim","password":"a long password","displayName":"Kim","email":"kim@example.org"}""";

        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task _rest;

        public SlowBody(Task rest)
        {
            _rest = rest;
            Headers.ContentType = new("application/json");
        }

        /// <summary>The first half is sent.</summary>
        public Task Begun => _begun.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var half = Account.Length / 2;
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Account[..half]));
            await stream.FlushAsync();
            _begun.TrySetResult();
            await _rest;
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Account[half..]));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Account.Length;
            return true;
        }
    }
}
