namespace Orleans.Runtime;

/// <summary>What grain code reaches of its activation beyond the public context.</summary>
internal interface IActivation : IGrainContext
{
    IGrainFactory GrainFactory { get; }

    void DelayDeactivation(TimeSpan timeSpan);

    IGrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options);
}

/// <summary>The activation whose turn the current thread runs.</summary>
internal static class RuntimeContext
{
    [ThreadStatic]
    private static IActivation? _current;

    public static IActivation? Current
    {
        get => _current;
        set => _current = value;
    }
}
