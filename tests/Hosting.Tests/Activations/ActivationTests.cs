using IdeaStorage.Hosting.Tests.Fixture;
using IdeaStorage.Hosting.Tests.Grains;

namespace IdeaStorage.Hosting.Tests.Activations;

/// <summary>
/// Promise: a grain always exists; it is activated once by its first call, and anew after it has ended.
/// </summary>
public sealed class ActivationTests
{
    [Fact]
    public async Task Grain_WhenManyCallItFirst_IsActivatedOnce()
    {
        const int GrainCount = 200;
        const int CallerCount = 16;
        await using var host = await HostFixture.StartAsync();
        using var start = new Barrier(CallerCount);

        var callers = Enumerable.Range(0, CallerCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var key = 0; key < GrainCount; key++)
                {
                    start.SignalAndWait();
                    host.Grains.GetGrain<ILifeGrain>($"{key}").Add().Wait();
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        await Task.WhenAll(callers);

        Assert.All(Enumerable.Range(0, GrainCount), key => Assert.Equal(1, host.Witness.Count($"{key} begins")));
        Assert.Equal(CallerCount + 1, await host.Grains.GetGrain<ILifeGrain>("7").Add());
    }

    [Fact]
    public async Task Grain_WhenItCannotBeActivated_FailsItsCallersAndTriesAgain()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ISicklyGrain>("a");

        var failure = await Assert.ThrowsAsync<InvalidDataException>(grain.Call);
        Assert.Equal("not well", failure.Message);

        host.Witness.Open("health");
        await grain.Call();
    }

    [Fact]
    public async Task Grain_WhenItAsksForItsEnd_EndsAfterItsCallAndLivesOnWithTheNext()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ILifeGrain>("a");
        await grain.Add();

        await grain.End(wait: false);
        await host.Witness.Until("a ends: ApplicationRequested");

        Assert.Equal(2, await grain.Add());
        Assert.Equal(
            ["a begins", "a adds", "a is to end", "a ends: ApplicationRequested", "a begins", "a adds"],
            host.Witness.Reports);
    }

    [Fact]
    public async Task Calls_WhenTheyWaitForAnActivationThatEnds_GoToTheNext()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ILifeGrain>("a");
        var end = grain.End(wait: true);
        await host.Witness.Until("a is to end");
        var calls = Enumerable.Range(0, 10).Select(_ => grain.Add()).ToArray();

        host.Witness.Open("end");
        await end;

        // Orleans promises no order among calls that wait.
        Assert.Equal(Enumerable.Range(1, 10), (await Task.WhenAll(calls)).Order());
        Assert.Equal(2, host.Witness.Count("a begins"));
    }

    [Fact]
    public async Task StatelessWorker_WhenCallsAreInProgress_HasAsManyActivationsAsItMay()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<IPooledGrain>(0);
        var calls = Enumerable.Range(0, 4).Select(_ => grain.Work()).ToArray();

        await host.Witness.Until("works", times: 2);
        Assert.Equal(2, host.Witness.Count("works"));
        host.Witness.Open("work");

        Assert.Equal(2, (await Task.WhenAll(calls)).Distinct().Count());
    }
}
