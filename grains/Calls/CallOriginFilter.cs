using System.Diagnostics;
using System.Globalization;
using IdeaStorage.Domain;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace IdeaStorage.Grains.Calls;

/// <summary>
/// Carries actor, culture and trace from the edge to every grain, also on another machine: a grain's log lines name the
/// actor, what it does belongs to the trace of the request, and it speaks the language of the request. Only Orleans'
/// own interfaces are used, so the filter works on both hosts.
/// </summary>
public sealed class CallOriginFilter(ILogger<CallOriginFilter> logger)
    : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    /// <summary>The source of the activities: one where a call leaves, one where it arrives.</summary>
    public const string ActivitySourceName = "IdeaStorage.Grains";

    private const string Key = "ideastorage.call-origin";

    private static readonly ActivitySource Source = new(ActivitySourceName);

    /// <summary>What came with the call that is being carried out here, or null.</summary>
    public static CallOrigin? Current => RequestContext.Get(Key) as CallOrigin;

    /// <summary>Sends along what the caller knows.</summary>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        using var activity = Source.StartActivity(NameOf(context), ActivityKind.Client);
        var trace = activity ?? Activity.Current;
        var carried = RequestContext.Get(Key);
        RequestContext.Set(Key, new CallOrigin(
            ActorOf(context) ?? (carried as CallOrigin)?.ActorId,
            CultureInfo.CurrentUICulture.Name,
            trace is { IdFormat: ActivityIdFormat.W3C } ? trace.Id : null,
            trace?.TraceStateString));
        await context.Invoke();
    }

    /// <summary>Goes on from what was sent along.</summary>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (Current is not { } origin)
        {
            await context.Invoke();
            return;
        }

        // Both hold for this call alone: they flow with it and end with this method.
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(origin.Culture);
        _ = ActivityContext.TryParse(origin.TraceParent, origin.TraceState, isRemote: true, out var parent);
        using var activity = Source.StartActivity(NameOf(context), ActivityKind.Server, parent);
        using var scope = logger.BeginScope("{Actor}", origin.ActorId ?? "-");
        await context.Invoke();
    }

    private static string NameOf(IGrainCallContext context) => $"{context.InterfaceName}.{context.MethodName}";

    private static string? ActorOf(IOutgoingGrainCallContext context) =>
        context.Request.GetArgumentCount() > 0 && context.Request.GetArgument(0) is ICommand command
            ? command.Context.Actor.MemberId
            : null;
}
