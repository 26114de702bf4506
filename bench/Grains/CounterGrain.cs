using Orleans;

namespace IdeaStorage.Bench.Grains;

/// <summary>A grain that does next to nothing, so that what is measured is the call.</summary>
public interface ICounterGrain : IGrainWithIntegerKey
{
    /// <summary>Adds and answers at once.</summary>
    Task<long> Add(long by);

    /// <summary>Adds, gives way once, and answers in a later turn.</summary>
    Task<long> AddInTwoTurns(long by);

    /// <summary>Lets another grain add.</summary>
    Task<long> AddThrough(long other, long by);
}

internal sealed class CounterGrain : Grain, ICounterGrain
{
    private long _sum;

    public Task<long> Add(long by) => Task.FromResult(_sum += by);

    public async Task<long> AddInTwoTurns(long by)
    {
        await Task.Yield();
        return _sum += by;
    }

    public Task<long> AddThrough(long other, long by) => GrainFactory.GetGrain<ICounterGrain>(other).Add(by);
}
