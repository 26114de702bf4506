using System.Globalization;
using IdeaStorage.Domain;
using IdeaStorage.Hosting.Tests.Fixture;
using IdeaStorage.Hosting.Tests.Grains;

namespace IdeaStorage.Hosting.Tests.Calls;

/// <summary>Promise: who acts and in which language is known to every grain that is called on.</summary>
public sealed class CallOriginTests
{
    [Fact]
    public async Task Call_WhenGrainsCallOn_CarriesActorAndCulture()
    {
        await using var host = await HostFixture.StartAsync();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko-KR");
        var command = new OriginCommand(new CommandContext(new Actor("member-1"), default, "command-1"));

        var origin = await host.Grains.GetGrain<IOriginGrain>("a").Carry(command, "b");

        Assert.Equal("member-1 ko-KR", origin);
    }

    [Fact]
    public async Task Call_WhenNobodyActs_CarriesTheLanguageAlone()
    {
        await using var host = await HostFixture.StartAsync();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

        Assert.Equal("- en", await host.Grains.GetGrain<IOriginGrain>("a").Tell());
    }
}
