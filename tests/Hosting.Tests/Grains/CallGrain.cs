using IdeaStorage.Hosting.Tests.Fixture;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace IdeaStorage.Hosting.Tests.Grains;

/// <summary>A failure of a grain's own type.</summary>
[GenerateSerializer, Alias("test.own-failure")]
public sealed class OwnFailureException(string message) : Exception(message);

/// <summary>Is called in every way that a grain can be.</summary>
public interface ICallGrain : IGrainWithIntegerKey
{
    /// <summary>Gives its arguments back in one.</summary>
    ValueTask<string> Join(string left, int number, Guid right);

    /// <summary>Reports, without an answer.</summary>
    ValueTask Note(string what);

    /// <summary>Reports; the caller neither waits nor hears of it.</summary>
    void Tell(string what);

    /// <summary>Fails before its first await.</summary>
    Task FailAtOnce();

    /// <summary>Fails after an await.</summary>
    Task<int> FailLater();

    /// <summary>Never ends, but for a cancellation, which it reports.</summary>
    [AlwaysInterleave]
    Task WaitForCancellation(CancellationToken cancellation);

    /// <summary>Never ends.</summary>
    [ResponseTimeout("00:00:05")]
    Task NeverEnds();

    /// <summary>Reports and never ends, with the host's deadline.</summary>
    Task NeverEndsAtAll();

    /// <summary>Gives a value of the request context, after it went on through as many grains.</summary>
    Task<string?> ReadContext(string key, int hops);

    /// <summary>Changes a value of the request context.</summary>
    Task WriteContext(string key, string value);
}

internal sealed class CallGrain(Witness witness) : Grain, ICallGrain
{
    public ValueTask<string> Join(string left, int number, Guid right) => new($"{left}/{number}/{right}");

    public async ValueTask Note(string what)
    {
        await Task.Yield();
        witness.Report(what);
    }

    public void Tell(string what) => witness.Report(what);

    public Task FailAtOnce() => throw new OwnFailureException("at once");

    public async Task<int> FailLater()
    {
        await Task.Yield();
        throw new OwnFailureException("later");
    }

    public async Task WaitForCancellation(CancellationToken cancellation)
    {
        witness.Report("waits");
        await using var heard = cancellation.Register(() => witness.Report("heard"));
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
    }

    public Task NeverEnds() => witness.Gate("never");

    public Task NeverEndsAtAll()
    {
        witness.Report("begins");
        return witness.Gate("never");
    }

    public async Task<string?> ReadContext(string key, int hops)
    {
        await Task.Yield();
        return hops == 0
            ? RequestContext.Get(key) as string
            : await GrainFactory.GetGrain<ICallGrain>(this.GetPrimaryKeyLong() + 1).ReadContext(key, hops - 1);
    }

    public async Task WriteContext(string key, string value)
    {
        RequestContext.Set(key, value);
        await Task.Yield();
    }
}
