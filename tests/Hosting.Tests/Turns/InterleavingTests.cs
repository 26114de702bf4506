using IdeaStorage.Hosting.Tests.Fixture;
using IdeaStorage.Hosting.Tests.Grains;

namespace IdeaStorage.Hosting.Tests.Turns;

/// <summary>
/// Promise: read-only calls interleave with each other, always-interleaving ones with all, others with none.
/// </summary>
public sealed class InterleavingTests
{
    [Fact]
    public async Task ReadOnlyCalls_WhenOneIsInProgress_InterleaveWithIt()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ITurnGrain>("a");
        var calls = Task.WhenAll(grain.Read("one"), grain.Read("two"));

        await host.Witness.Until("one begins");
        await host.Witness.Until("two begins");

        host.Witness.Open("one");
        host.Witness.Open("two");
        await calls;
    }

    [Fact]
    public async Task Call_WhenAReadOnlyCallIsInProgress_WaitsForIt()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ITurnGrain>("a");
        var read = grain.Read("read");
        await host.Witness.Until("read begins");
        host.Witness.Open("write");
        var write = grain.Write("write");
        await grain.Peek("peek");

        host.Witness.Open("read");
        await Task.WhenAll(read, write);

        Assert.Equal(["read begins", "peek", "read ends", "write begins", "write ends"], host.Witness.Reports);
    }

    [Fact]
    public async Task ReadOnlyCall_WhenACallIsInProgress_WaitsForIt()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ITurnGrain>("a");
        var write = grain.Write("write");
        await host.Witness.Until("write begins");
        host.Witness.Open("read");
        var read = grain.Read("read");
        await grain.Peek("peek");

        host.Witness.Open("write");
        await Task.WhenAll(read, write);

        Assert.Equal(["write begins", "peek", "write ends", "read begins", "read ends"], host.Witness.Reports);
    }

    [Fact]
    public async Task Calls_WhenTheyWait_StartOneAfterAnotherInAnyOrder()
    {
        const int CallCount = 50;
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ITurnGrain>("a");
        var first = grain.Write("first");
        await host.Witness.Until("first begins");
        var names = Enumerable.Range(0, CallCount).Select(number => $"{number}").ToArray();
        foreach (var name in names)
        {
            host.Witness.Open(name);
        }

        var calls = names.Select(grain.Write).Append(first).ToArray();
        host.Witness.Open("first");
        await Task.WhenAll(calls);

        var reports = host.Witness.Reports.Chunk(2).ToArray();
        Assert.All(reports, each => Assert.Equal(each[0].Replace("begins", "ends", StringComparison.Ordinal), each[1]));
        Assert.Equal(
            names.Prepend("first").Select(name => $"{name} begins").Order(),
            reports.Select(each => each[0]).Order());
    }
}
