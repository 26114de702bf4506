using IdeaStorage.Hosting.Tests.Fixture;
using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;

namespace IdeaStorage.Hosting.Tests.Grains;

/// <summary>Reports its beginning and its end, and finds its number again as if its witness were a database.</summary>
public interface ILifeGrain : IGrainWithStringKey
{
    /// <summary>Adds one; gives the sum.</summary>
    Task<int> Add();

    /// <summary>Ends the activation when this call has ended; waits at a gate before if it is told to.</summary>
    Task End(bool wait);
}

/// <summary>May be idle for two minutes only.</summary>
public interface IShortLifeGrain : IGrainWithStringKey
{
    /// <summary>Adds one; gives the sum.</summary>
    Task<int> Add();

    /// <summary>Keeps the activation for a time.</summary>
    Task Delay(TimeSpan time);
}

/// <summary>Cannot be activated as long as its witness's gate is closed.</summary>
public interface ISicklyGrain : IGrainWithStringKey
{
    /// <summary>Answers.</summary>
    Task Call();
}

/// <summary>A pool of two.</summary>
public interface IPooledGrain : IGrainWithIntegerKey
{
    /// <summary>Reports, waits at the gate, and gives a number of its own activation.</summary>
    Task<Guid> Work();
}

internal abstract class LifeGrainBase(Witness witness) : Grain
{
    protected Witness Witness { get; } = witness;

    private int _sum;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _sum = Witness.Count($"{Key} adds");
        Witness.Report($"{Key} begins");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Witness.Report($"{Key} ends: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<int> Add()
    {
        Witness.Report($"{Key} adds");
        return Task.FromResult(++_sum);
    }

    protected string Key => this.GetPrimaryKeyString();
}

internal sealed class LifeGrain(Witness witness) : LifeGrainBase(witness), ILifeGrain
{
    public async Task End(bool wait)
    {
        DeactivateOnIdle();
        Witness.Report($"{Key} is to end");
        if (wait)
        {
            await Witness.Gate("end");
        }
    }
}

[CollectionAgeLimit(Minutes = 2)]
[PreferLocalPlacement]
internal sealed class ShortLifeGrain(Witness witness) : LifeGrainBase(witness), IShortLifeGrain
{
    public Task Delay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }
}

internal sealed class SicklyGrain(Witness witness) : Grain, ISicklyGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        witness.Gate("health").IsCompleted ? Task.CompletedTask : throw new InvalidDataException("not well");

    public Task Call() => Task.CompletedTask;
}

[StatelessWorker(2)]
internal sealed class PooledGrain(Witness witness) : Grain, IPooledGrain
{
    private readonly Guid _worker = Guid.NewGuid();

    public async Task<Guid> Work()
    {
        witness.Report("works");
        await witness.Gate("work");
        return _worker;
    }
}
