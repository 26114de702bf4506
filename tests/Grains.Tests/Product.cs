using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Grains.Members;
using IdeaStorage.Grains.MiniClusters;
using IdeaStorage.Grains.Tests.Host;
using IdeaStorage.Storage.EventLog;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace IdeaStorage.Grains.Tests;

/// <summary>The product without the web: real grains, real SQLite in memory; commands bring their own time.</summary>
public sealed class Product : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly ProductHost _host;
    private int _commands;

    public Product() => _host = new ProductHost();

    /// <summary>With other services of ours.</summary>
    /// <param name="configure">Puts them in.</param>
    /// <param name="without">A tail that does not run.</param>
    public Product(Action<IServiceCollection> configure, Type? without = null) =>
        _host = new ProductHost(configure, without);

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IEventLog Log => _host.Services.GetRequiredService<IEventLog>();

    /// <summary>Later than everything that was done.</summary>
    public DateTimeOffset Now => Start.AddMinutes(_commands);

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>A command by this member, one minute after the last one.</summary>
    public CommandContext By(string memberId, string? commandId = null)
    {
        var number = Interlocked.Increment(ref _commands);
        return new CommandContext(
            new Actor(memberId), Start.AddMinutes(number), commandId ?? $"command-{number}", commandId is not null);
    }

    public CommandContext BySystem() => By(Actor.SystemId) with { Actor = Actor.System };

    public Text Text(string content) => new($"text-{Interlocked.Increment(ref _commands)}", "salt", content);

    public async Task<string> Member(string id, params string[] tags)
    {
        var grain = Grains.GetGrain<IMemberGrain>(id);
        await Accept(grain.Register(new RegisterMember(
            BySystem(), new Profile(id, id, id), MemberOrigin.Registered, "ko")));
        if (tags.Length > 0) await Accept(grain.Change(new ChangeMember(By(id), [.. tags])));
        return id;
    }

    /// <summary>A cluster with a coordinator named <c>&lt;id&gt;-coordinator</c> and these members.</summary>
    public async Task<string> Cluster(string id, params string[] members)
    {
        var grain = Grains.GetGrain<IMiniClusterGrain>(id);
        await Accept(grain.Create(new CreateCluster(
            BySystem(), Text("정밀기계 미니클러스터"), Text("함께 만드는 곳"), ["c29"], ClusterRules.Default)));
        var coordinator = await Member(id + "-coordinator");
        await Accept(grain.AppointCoordinator(new AppointCoordinator(BySystem(), coordinator)));
        foreach (var member in members) await Accept(grain.Join(new JoinCluster(By(member), member)));
        return id;
    }

    public static async Task<Receipt> Accept(Task<Result<Receipt>> sent)
    {
        var result = await sent;
        Assert.True(result.IsAccepted, result.Refusal?.Name);
        return result.Value;
    }

    public static async Task Refuse(string name, Task<Result<Receipt>> sent) =>
        Assert.Equal(name, (await sent).Refusal?.Name);
}
