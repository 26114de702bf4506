using System.Diagnostics;
using IdeaStorage.Bench.Web;

namespace IdeaStorage.Faults.Tests;

/// <summary>The program run to its end.</summary>
internal sealed record ProgramRun(int ExitCode, string Output)
{
    /// <summary>It waits five seconds for a locked database before it gives up.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(1);

    public static Task<ProgramRun> OfAsync(params string[] arguments) => OfAsync(AppProcess.Command(arguments));

    /// <summary>Runs it until something is so, then ends it at once (SIGKILL); false if it ended by itself
    /// before.</summary>
    public static async Task<bool> KillWhenAsync(Func<bool> isSo, params string[] arguments)
    {
        using var process = Process.Start(AppProcess.Command(arguments))!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        for (var clock = Stopwatch.StartNew(); !isSo() && !process.HasExited && clock.Elapsed < Deadline;)
            await Task.Delay(PollInterval);
        process.Kill();
        await process.WaitForExitAsync();
        return process.ExitCode is not 0;
    }

    public static async Task<ProgramRun> OfAsync(ProcessStartInfo command)
    {
        using var process = Process.Start(command)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Deadline);
            return new ProgramRun(process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>It ended with an error that says this, in words and without a stack trace.</summary>
    public void AssertRefused(string says)
    {
        Assert.NotEqual(0, ExitCode);
        Assert.Contains(says, Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at IdeaStorage", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", Output, StringComparison.Ordinal);
    }
}
