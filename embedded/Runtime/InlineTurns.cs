using System.Runtime.CompilerServices;

namespace IdeaStorage.Embedded;

/// <summary>
/// Turns on the thread of the caller. They run as they would on a thread of the pool: without the caller's
/// synchronisation context, in a copy of its execution context, and with the activation's scheduler as the current one.
/// Only the first, synchronous part of a grain method runs here; a grain that blocks blocks its caller.
/// </summary>
internal static class InlineTurns
{
    /// <summary>How many grains deep one thread follows calls before it leaves the next one to the pool.</summary>
    public const int DepthMax = 16;

    [ThreadStatic]
    private static int _depth;

    public static bool MayEnter() => _depth < DepthMax && RuntimeHelpers.TryEnsureSufficientExecutionStack();

    public static void Pump(Activation activation, TurnRequest until)
    {
        var callers = SynchronizationContext.Current;
        if (callers is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        _depth++;
        try
        {
            activation.Pump(until);
        }
        finally
        {
            _depth--;
            if (callers is not null)
            {
                SynchronizationContext.SetSynchronizationContext(callers);
            }
        }
    }
}
