using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace IdeaStorage.Grains.Calls;

/// <summary>
/// Finds call cycles that would deadlock, and fails the call that closes one at once instead of at its deadline. The
/// chain of grains that wait travels in the <see cref="RequestContext"/>; only Orleans' own interfaces are used, so the
/// filter works on both hosts.
/// </summary>
/// <remarks>
/// A grain that starts a call and does not await it is taken to wait for it: such a call must not come back to it.
/// </remarks>
public sealed class CallCycleFilter : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    private const string ChainKey = "ideastorage.call-chain";
    private const string OwnTurn = "(its own turn)";

    private readonly ConcurrentDictionary<MethodInfo, CallHold> _holds = new();
    private readonly ConcurrentDictionary<Type, bool> _pooled = new();

    /// <summary>Remembers that the grain is at work, for the calls that it will make.</summary>
    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (!IsPooled(context.TargetContext))
        {
            var link = new CallFrame(context.TargetId, context.MethodName, HoldOf(context.InterfaceMethod));
            RequestContext.Set(ChainKey, Extend(Chain, link));
        }

        return context.Invoke();
    }

    /// <summary>Fails a call to a grain that waits, directly or through others, for the caller.</summary>
    /// <exception cref="CallCycleException">The call would deadlock.</exception>
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        var chain = ChainOf(context);
        var needs = HoldOf(context.InterfaceMethod);
        foreach (var link in chain)
        {
            if (link.Grain != context.TargetId || !Excludes(link.Hold, needs))
                continue;
            var circle = chain.Append(new(context.TargetId, context.MethodName, needs));
            throw new CallCycleException($"A call cycle that would never end: {string.Join(" → ", circle)}");
        }

        return context.Invoke();
    }

    // A timer, a reminder or an activation works without having been called: its chain begins with itself.
    private CallFrame[] ChainOf(IOutgoingGrainCallContext context)
    {
        var chain = Chain;
        return context.SourceContext is { } source && !IsPooled(source) && !Names(chain, source.GrainId)
            ? Extend(chain, new(source.GrainId, OwnTurn, CallHold.All))
            : chain;
    }

    private static bool Names(CallFrame[] chain, GrainId grain)
    {
        foreach (var link in chain)
        {
            if (link.Grain == grain)
                return true;
        }

        return false;
    }

    private static bool Excludes(CallHold held, CallHold needed) =>
        held != CallHold.Nothing && needed != CallHold.Nothing && (held == CallHold.All || needed == CallHold.All);

    private static CallFrame[] Chain => RequestContext.Get(ChainKey) as CallFrame[] ?? [];

    private static CallFrame[] Extend(CallFrame[] chain, CallFrame link) => [.. chain, link];

    private CallHold HoldOf(MethodInfo method) => _holds.GetOrAdd(method, static method =>
        method.IsDefined(typeof(AlwaysInterleaveAttribute)) ? CallHold.Nothing
        : method.IsDefined(typeof(ReadOnlyAttribute)) ? CallHold.Writes
        : CallHold.All);

    // Another worker of the pool can take a call that comes back.
    private bool IsPooled(IGrainContext context) => context.GrainInstance is { } grain
        && _pooled.GetOrAdd(grain.GetType(), static type => type.IsDefined(typeof(StatelessWorkerAttribute)));
}
