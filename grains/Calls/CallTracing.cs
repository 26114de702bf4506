using System.Diagnostics;
using Orleans;
using Orleans.Runtime;

namespace IdeaStorage.Grains.Calls;

/// <summary>
/// A span for each call of a grain, below that of its caller: the caller's travels in the <see cref="RequestContext"/>.
/// Only Orleans' own interfaces are used, so it works on both hosts. It is added to a host that is traced.
/// </summary>
public sealed class CallTracing : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    public const string SourceName = "IdeaStorage.Grains";

    private const string ParentKey = "ideastorage.trace-parent";
    private static readonly ActivitySource s_source = new(SourceName);

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (Activity.Current?.Id is { } id)
            RequestContext.Set(ParentKey, id);
        else
            RequestContext.Remove(ParentKey);
        return context.Invoke();
    }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var hasParent = ActivityContext.TryParse(RequestContext.Get(ParentKey) as string, null, true, out var parent);
        // A call that nobody asked for from outside (a timer, a reminder) is no part of a trace.
        using var span = hasParent
            ? s_source.StartActivity($"{context.InterfaceName}.{context.MethodName}", ActivityKind.Server, parent)
            : null;
        span?.SetTag("ideastorage.grain", context.TargetId.ToString());
        try
        {
            await context.Invoke();
        }
        catch (Exception error)
        {
            span?.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
            throw;
        }
    }
}
