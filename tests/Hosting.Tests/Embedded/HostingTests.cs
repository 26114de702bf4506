using IdeaStorage.Embedded;
using IdeaStorage.Hosting.Tests.Fixture;
using IdeaStorage.Hosting.Tests.Grains;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace IdeaStorage.Hosting.Tests.Embedded;

/// <summary>Promise: what the one-process host cannot do it refuses, early and in words.</summary>
public sealed class HostingTests
{
    [Theory]
    [InlineData("Orleans:Clustering:ProviderType", "AdoNet")]
    [InlineData("Orleans:Endpoints:SiloPort", "11111")]
    public void Host_WhenAClusterIsConfigured_RefusesAndNamesTheOtherBuild(string key, string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new(key, value)]);

        var refusal = Assert.Throws<OrleansConfigurationException>(() => builder.UseOrleans(_ => { }));

        Assert.Contains("-p:GrainHost=Orleans", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Host_WhenOnlyThisMachineIsConfigured_Accepts()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Orleans:Clustering:ProviderType", "Development")]);

        builder.UseOrleans(silo => silo.UseLocalhostClustering());
    }

    [Fact]
    public async Task Call_WhenTheHostHasStopped_IsRefused()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ILifeGrain>("a");
        await host.StopAsync();

        await Assert.ThrowsAsync<SiloUnavailableException>(grain.Add);
    }

    [Theory]
    [InlineData(typeof(ReturnsNumber<int>), "Task")]
    [InlineData(typeof(HasProperty<int>), "properties")]
    [InlineData(typeof(TakesReference<int>), "by value")]
    [InlineData(typeof(IsHidden<int>), "public")]
    public async Task GrainClass_WhenItsInterfaceCannotBeCalled_IsRefusedInWords(Type grainClass, string word)
    {
        await using var host = await HostFixture.StartAsync();
        var catalog = host.Services.GetRequiredService<EmbeddedRuntime>().Catalog;

        var refusal = Assert.Throws<OrleansConfigurationException>(() => catalog.Add(grainClass));

        Assert.Contains(word, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_WhenTooManyWaitForOneGrain_AreRefused()
    {
        const int WaitingMax = 5;
        await using var host = await HostFixture.StartAsync(silo =>
            silo.Configure<SiloMessagingOptions>(options => options.MaxEnqueuedRequestsHardLimit = WaitingMax));
        var grain = host.Grains.GetGrain<ITurnGrain>("a");
        var calls = Enumerable.Range(0, WaitingMax + 1).Select(_ => grain.Write("write")).ToArray();

        await Assert.ThrowsAsync<LimitExceededException>(() => grain.Write("write"));

        host.Witness.Open("write");
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task Message_WhenSerializationIsOn_ArrivesAsACopyOrNotAtAll()
    {
        await using var host = await HostFixture.StartAsync(silo =>
            silo.Configure<EmbeddedHostOptions>(options => options.SerializeMessages = true));
        var grain = host.Grains.GetGrain<IMessageGrain>("a");
        var sent = new Letter("본문", [1, 2]);

        var received = await grain.Echo(sent);

        Assert.NotSame(sent, received);
        Assert.Equal((sent.Text, 2), (received.Text, received.Numbers.Count));
        var failure = await Assert.ThrowsAsync<OrleansException>(() => grain.Give(new Letterbox()));
        Assert.Contains("argument box", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StableHash_WhenGivenKnownInputs_GivesTheirXxHash32()
    {
        Assert.Equal(0x02CC5D05u, StableHash.ComputeHash(""u8));
        Assert.Equal(0x550D7456u, StableHash.ComputeHash("a"u8));
        Assert.Equal(0x32D153FFu, StableHash.ComputeHash("abc"u8));
        Assert.Equal(0xE2293B2Fu, StableHash.ComputeHash("Nobody inspects the spammish repetition"u8));
    }
}
