using System.Collections.Concurrent;
using IdeaStorage.Bench.Web;

namespace IdeaStorage.Faults.Tests;

/// <summary>The program is asked to end (SIGTERM) while members write.</summary>
public sealed class StopTests : IDisposable
{
    private const int Writers = 16;
    private const int CommentsBeforeStop = 300;
    private const int CommentsPerWriterMax = 5_000;

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
}
