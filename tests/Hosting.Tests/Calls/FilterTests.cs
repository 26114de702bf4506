using IdeaStorage.Hosting.Tests.Fixture;
using IdeaStorage.Hosting.Tests.Grains;
using Orleans;
using Orleans.Hosting;

namespace IdeaStorage.Hosting.Tests.Calls;

/// <summary>Promise: filters see each call, outgoing before incoming, in the order in which they were added.</summary>
public sealed class FilterTests
{
    [Fact]
    public async Task Filters_WhenSeveralAreAdded_RunInTheirOrder()
    {
        var order = new Witness();
        await using var host = await HostFixture.StartAsync(silo => silo
            .AddIncomingGrainCallFilter(context => Pass(order, "in 1", context))
            .AddIncomingGrainCallFilter(context => Pass(order, "in 2", context)));

        await host.Grains.GetGrain<ILifeGrain>("a").Add();

        Assert.Equal(
            ["in 1 before Add", "in 2 before Add", "in 2 after Add", "in 1 after Add"],
            order.Reports.Where(report => report.EndsWith("Add", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OutgoingFilter_WhenAGrainCalls_KnowsCallerAndCalled()
    {
        var seen = new Witness();
        await using var host = await HostFixture.StartAsync(silo => silo.AddOutgoingGrainCallFilter(context =>
        {
            if (context.InterfaceMethod.DeclaringType == typeof(ICallGrain) && context.SourceId is { } source)
            {
                seen.Report($"{source} calls {context.MethodName} of {context.TargetId}");
            }

            return context.Invoke();
        }));

        await host.Grains.GetGrain<ICallGrain>(1).ReadContext("none", hops: 2);

        Assert.Contains("call/1 calls ReadContext of call/2", seen.Reports);
        Assert.Contains("call/2 calls ReadContext of call/3", seen.Reports);
    }

    [Fact]
    public async Task IncomingFilter_WhenItChangesArgumentAndAnswer_IsObeyed()
    {
        await using var host = await HostFixture.StartAsync(silo => silo.AddIncomingGrainCallFilter(async context =>
        {
            if (context.MethodName != nameof(ICallGrain.Join))
            {
                await context.Invoke();
                return;
            }

            Assert.Equal(3, context.Request.GetArgumentCount());
            Assert.Equal("a", context.Request.GetArgument(0));
            context.Request.SetArgument(0, "b");
            await context.Invoke();
            context.Result += "!";
        }));

        var answer = await host.Grains.GetGrain<ICallGrain>(1).Join("a", 2, Guid.Empty);

        Assert.Equal($"b/2/{Guid.Empty}!", answer);
    }

    [Fact]
    public async Task IncomingFilter_WhenItFails_FailsTheCall()
    {
        await using var host = await HostFixture.StartAsync(silo => silo.AddIncomingGrainCallFilter(context =>
            context.MethodName == nameof(ICallGrain.Note)
                ? throw new OwnFailureException("refused")
                : context.Invoke()));

        await Assert.ThrowsAsync<OwnFailureException>(
            () => host.Grains.GetGrain<ICallGrain>(1).Note("never").AsTask());

        Assert.Empty(host.Witness.Reports);
    }

    private static async Task Pass(Witness order, string name, IIncomingGrainCallContext context)
    {
        order.Report($"{name} before {context.MethodName}");
        await context.Invoke();
        order.Report($"{name} after {context.MethodName}");
    }
}
