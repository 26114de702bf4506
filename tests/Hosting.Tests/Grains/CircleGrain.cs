using Orleans;
using Orleans.Concurrency;

namespace IdeaStorage.Hosting.Tests.Grains;

/// <summary>Passes a call along a path of keys.</summary>
public interface ICircleGrain : IGrainWithStringKey
{
    /// <summary>Calls the next of the path in the same way; the last one answers.</summary>
    Task<int> Pass(string[] path);

    /// <summary>As <see cref="Pass"/>, read-only.</summary>
    [ReadOnly]
    Task<int> Look(string[] path);

    /// <summary>Calls <see cref="Peek"/> of another, which calls it back.</summary>
    Task<int> PassAndPeek(string other);

    /// <summary>Answers whatever is in progress; with a key it peeks there.</summary>
    [AlwaysInterleave]
    Task<int> Peek(string? other);
}

internal sealed class CircleGrain : Grain, ICircleGrain
{
    public async Task<int> Pass(string[] path) => path.Length == 0 ? 1 : 1 + await Next(path[0]).Pass(path[1..]);

    public async Task<int> Look(string[] path) => path.Length == 0 ? 1 : 1 + await Next(path[0]).Look(path[1..]);

    public async Task<int> PassAndPeek(string other) => 1 + await Next(other).Peek(this.GetPrimaryKeyString());

    public async Task<int> Peek(string? other) => other is null ? 1 : 1 + await Next(other).Peek(null);

    private ICircleGrain Next(string key) => GrainFactory.GetGrain<ICircleGrain>(key);
}
