using System.Diagnostics;
using IdeaStorage.Bench.Databases;

namespace IdeaStorage.Bench.Web.Load;

/// <summary>What can be driven by a number of connections for a while.</summary>
internal interface ITarget
{
    Task<Round> RunAsync(int connections, TimeSpan time);
}

/// <summary>What happened in one round.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="Processor">Processor time that the target took.</param>
/// <param name="Taken">What each request took, in ticks of <see cref="Stopwatch"/>.</param>
internal sealed record Round(double Seconds, TimeSpan Processor, long[] Taken)
{
    public double PerSecond => Taken.Length / Seconds;
}

/// <summary>Where requests go, and which: by connection and number, as bytes for the wire.</summary>
/// <param name="App">The program.</param>
/// <param name="Request">The request.</param>
/// <param name="Server">The database server that works for it, if there is one.</param>
internal sealed record Target(
    AppProcess App, Func<int, int, ReadOnlyMemory<byte>> Request, PostgresServer? Server = null) : ITarget
{
    public async Task<Round> RunAsync(int connections, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var before = ProcessorTime;
        var all = await Task.WhenAll(Enumerable.Range(0, connections)
            .Select(connection => Task.Run(() => DriveAsync(connection, clock, time))));
        var seconds = clock.Elapsed.TotalSeconds;
        return new Round(seconds, ProcessorTime - before, [.. all.SelectMany(one => one)]);
    }

    /// <summary>Sends each of the first requests once, so that what is kept of them is kept.</summary>
    public Task WalkAsync(int requests, int connections) =>
        Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
        {
            using var http = new LoadConnection(App.Address);
            await http.ConnectAsync();
            for (var number = connection; number < requests; number += connections)
                await http.SendAsync(Request(0, number));
        })));

    private TimeSpan ProcessorTime =>
        App.ProcessorTime + (Server is null ? TimeSpan.Zero : ServerProcessor.Of(Server.ProcessId));

    private async Task<List<long>> DriveAsync(int connection, Stopwatch clock, TimeSpan time)
    {
        using var http = new LoadConnection(App.Address);
        await http.ConnectAsync();
        var taken = new List<long>(4096);
        for (var number = 0; clock.Elapsed < time; number++)
        {
            var start = Stopwatch.GetTimestamp();
            await http.SendAsync(Request(connection, number));
            taken.Add(Stopwatch.GetTimestamp() - start);
        }

        return taken;
    }
}
