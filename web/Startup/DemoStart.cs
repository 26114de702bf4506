using IdeaStorage.Silo.Demo;

namespace IdeaStorage.Web.Startup;

/// <summary>Fills an empty installation with demo data before the first request is taken.</summary>
internal sealed class DemoStart(DemoData demo, ServerOptions options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("예시 자료를 확인하는 중입니다… / Checking the demo data …");
        await demo.EnsureAsync(options.Data.FullName, null, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
