using System.Diagnostics;
using System.Globalization;

namespace IdeaStorage.Simulation.Tests;

/// <summary>One seed is one history, wherever it runs.</summary>
public sealed class DeterminismTests
{
    private static readonly TimeSpan ProcessDeadline = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Run_OfOneSeedInTwoProcesses_WritesTheSameTrace()
    {
        var traces = await Task.WhenAll(TraceOfAProcess(7), TraceOfAProcess(7));

        Assert.NotEmpty(traces[0]);
        Assert.Equal(traces[0], traces[1]);
    }

    [Fact]
    public void Run_OfOneSeedTwice_WritesTheSameTrace_AndOfAnotherSeedAnother()
    {
        Assert.Equal(Trace(8), Trace(8));
        Assert.NotEqual(Trace(8), Trace(9));
    }

    private static string Trace(ulong seed)
    {
        using var trace = new StringWriter();
        Simulation.Run(seed, trace: trace);
        return trace.ToString();
    }

    // The program of the tests itself, as anyone would start it.
    private static async Task<byte[]> TraceOfAProcess(ulong seed)
    {
        var file = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
            string[] arguments = ["--seed", seed.ToString(CultureInfo.InvariantCulture), "--trace", file];
            if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
                start.ArgumentList.Add(typeof(DeterminismTests).Assembly.Location);
            foreach (var argument in arguments)
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(ProcessDeadline);
            Assert.True(process.ExitCode == 0, output);
            return await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
