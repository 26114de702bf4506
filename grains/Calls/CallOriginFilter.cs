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

    private static readonly Func<ILogger, string, IDisposable?> ActorScope =
        LoggerMessage.DefineScope<string>("{Actor}");

    /// <summary>What came with the call that is being carried out here, or null.</summary>
    public static CallOrigin? Current => RequestContext.Get(Key) as CallOrigin;

    /// <summary>Sends along what the caller knows, if that is not under way already.</summary>
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        var known = Current;
        var origin = new CallOrigin(ActorOf(context) ?? known?.ActorId, CultureInfo.CurrentUICulture.Name);
        if (origin != known)
            RequestContext.Set(Key, origin);
        return context.Invoke();
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
        if (CultureInfo.CurrentUICulture.Name != origin.Culture)
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(origin.Culture);
        using var scope = ActorScope(logger, origin.ActorId ?? "-");
        await context.Invoke();
    }

    private static string? ActorOf(IOutgoingGrainCallContext context) =>
        context.Request.GetArgumentCount() > 0 && context.Request.GetArgument(0) is ICommand command
            ? command.Context.Actor.MemberId
            : null;
}
