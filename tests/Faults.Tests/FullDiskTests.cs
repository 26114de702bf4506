using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using IdeaStorage.Bench.Web;

namespace IdeaStorage.Faults.Tests;

/// <summary>
/// The disk fills up while members write. The program's data lies on a small file system in memory that only it sees
/// (a mount namespace, which most Linux systems grant without being root); where there is none, the test is skipped.
/// </summary>
public sealed class FullDiskTests : IDisposable
{
    private const int DiskMegabytes = 32;
    private const int CommentsMax = 5_000;
    private const int BlockBytes = 64 * 1024;

    private static readonly TimeSpan RecoveryDeadline = TimeSpan.FromSeconds(60);
    private static readonly string LongComment = string.Concat(Enumerable.Repeat("much to say ", 330));

    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-full-").FullName;

    [Fact]
    public async Task Write_WhenTheDiskIsFull_IsRefusedAndNothingIsLost()
    {
        Assert.SkipUnless(await MayMountAsync(), "No mount namespace may be made here.");
        await using var app = await AppProcess.StartAsync(address => InNamespace(
            "exec \"$@\"", AppProcess.Command("--urls", address, "--data", _folder, "--demo", "false")));
        using var board = await Board.MakeAsync(app.Address);
        var filler = $"/proc/{app.Id}/root{_folder}/filler";
        var acknowledged = new List<string> { await board.CommentAsync("There is still room.") };
        Fill(filler);

        using var refused = await CommentUntilRefusedAsync(board, app.Address, acknowledged);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        var problem = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("StorageIsUnavailable", problem, StringComparison.OrdinalIgnoreCase);
        await board.AssertHoldsAsync(acknowledged);
        File.Delete(filler);
        acknowledged.Add(await CommentUntilAcceptedAsync(board));
        await board.AssertHoldsAsync(acknowledged);
        Assert.Equal(0, await app.StopAsync());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The command in a namespace of its own, with the small disk in place of the data folder.</summary>
    private ProcessStartInfo InNamespace(string script, ProcessStartInfo command)
    {
        var start = new ProcessStartInfo("unshare") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "--user", "--map-root-user", "--mount", "sh", "-c",
            $"mount -t tmpfs -o size={DiskMegabytes}m tmpfs '{_folder}' && {script}", "sh", command.FileName,
            .. command.ArgumentList,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;
        return start;
    }

    private async Task<bool> MayMountAsync()
    {
        try
        {
            using var process = Process.Start(InNamespace("true", new ProcessStartInfo("true")))!;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[BlockBytes];
        try
        {
            for (var blocks = 0; blocks < DiskMegabytes * 1024 * 1024 / BlockBytes; blocks++)
                file.Write(block);
            throw new InvalidOperationException("The disk took more than it has room for.");
        }
        catch (IOException)
        {
            // Full, as wished.
        }
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
