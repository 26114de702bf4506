using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace IdeaStorage.Hosting.Tests.Fixture;

/// <content>The host for one process.</content>
public sealed partial class HostFixture
{
    private IHost? _host;

    /// <summary>Whether idle activations end by <see cref="Time"/>.</summary>
    public static bool CollectsByItsClock => true;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _host!.Services;

    /// <summary>Moves the clock on, after every reminder that was set is waiting for it.</summary>
    public Task AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        if (_host is { } host)
        {
            await host.StopAsync();
        }
    }

    private async Task StartHostAsync(Action<ISiloBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
        builder.UseOrleans(configure);
        _host = builder.Build();
        await _host.StartAsync();
    }
}
