using IdeaStorage.Grains.Members;
using IdeaStorage.Silo.Demo;
using Orleans;

namespace IdeaStorage.Web.Startup;

/// <summary>Fills an empty installation with demo data before the first request is taken.</summary>
internal sealed class DemoStart(DemoData demo, IGrainFactory grains, ServerOptions options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("예시 자료를 확인하는 중입니다… / Checking the demo data …");
        // A persona has no password, so no account row joins its registration.
        await demo.EnsureAsync(
            options.Data.FullName, (id, command) => grains.GetGrain<IMemberGrain>(id).Register(command),
            progress: null, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
