using System.Globalization;
using IdeaStorage.Domain;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace IdeaStorage.Grains.Calls;

/// <summary>
/// Carries actor and culture from the edge to every grain, also on another machine: a grain's log lines name the actor,
/// and it speaks the language of the request. The trace is carried by <see cref="CallTracing"/>.
/// </summary>
public sealed class CallOriginFilter(ILogger<CallOriginFilter> logger)
    : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    private const string Key = "ideastorage.call-origin";

    /// <summary>What came with the call that is being carried out here, or null.</summary>
    public static CallOrigin? Current => RequestContext.Get(Key) as CallOrigin;

    /// <summary>Sends along what the caller knows.</summary>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        RequestContext.Set(
            Key, new CallOrigin(ActorOf(context) ?? Current?.ActorId, CultureInfo.CurrentUICulture.Name));
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
        using var scope = logger.BeginScope("{Actor}", origin.ActorId ?? "-");
        await context.Invoke();
    }

    private static string? ActorOf(IOutgoingGrainCallContext context) =>
        context.Request.GetArgumentCount() > 0 && context.Request.GetArgument(0) is ICommand command
            ? command.Context.Actor.MemberId
            : null;
}
