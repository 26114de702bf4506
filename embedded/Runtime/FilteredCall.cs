using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace IdeaStorage.Embedded;

/// <summary>A call on its way through filters, and its request as they see it.</summary>
internal abstract class FilteredCall<TArguments, TResult>(
    GrainProxy target, IActivation? source, GrainMethod<TArguments, TResult> method, TArguments arguments)
    : IGrainCallContext, IInvokable
    where TArguments : struct
{
    private TArguments _arguments = arguments;
    private int _filtersPassed;
    private Task? _call;
    private object? _result;
    private bool _isReplaced;

    public IInvokable Request => this;

    public abstract object Grain { get; }

    public GrainId? SourceId => source?.GrainId;

    public GrainId TargetId => target.GrainId;

    public GrainInterfaceType InterfaceType => target.Interface.InterfaceType;

    public string InterfaceName => method.InterfaceName;

    public string MethodName => method.Method.Name;

    public MethodInfo InterfaceMethod => method.Method;

    /// <summary>That of the call, unless a filter has replaced it; none before the call has ended well.</summary>
    public object? Result
    {
        get => _isReplaced || !method.HasResult ? _result
            : _call is { IsCompletedSuccessfully: true } ? ((Task<TResult>)_call).Result
            : null;
        set => (_result, _isReplaced) = (value, true);
    }

    public bool IsCancellable => method.CancellationIndex >= 0;

    protected TArguments Arguments => _arguments;

    protected GrainMethod<TArguments, TResult> Called => method;

    protected GrainProxy Target => target;

    public Task Invoke()
    {
        if (_filtersPassed < FilterCount)
            return RunFilter(_filtersPassed++);
        _isReplaced = false;
        try
        {
            return _call = CallAsync();
        }
        catch (Exception error)
        {
            // A grain method that is not async may throw at once; filters learn of it where they await.
            return _call = Task.FromException(error);
        }
    }

    public int GetArgumentCount() => ((ITuple)_arguments).Length;

    public object? GetArgument(int index) => ((ITuple)_arguments)[index];

    public void SetArgument(int index, object value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)GetArgumentCount());
        object boxed = _arguments;
        typeof(TArguments).GetField($"Item{index + 1}")!.SetValue(boxed, value);
        _arguments = (TArguments)boxed;
    }

    public string GetMethodName() => MethodName;

    public string GetInterfaceName() => InterfaceName;

    public string GetActivityName() => method.ToString();

    public MethodInfo GetMethod() => method.Method;

    public Type GetInterfaceType() => target.Interface.Type;

    public TimeSpan? GetDefaultResponseTimeout() => method.OwnTimeout;

    public CancellationToken GetCancellationToken() => method.CancellationOf(_arguments);

    /// <summary>Runs the filters and what they guard; the filters' answer is the answer.</summary>
    public async Task<TResult> RunAsync()
    {
        await Invoke();
        return Result is null ? default! : (TResult)Result;
    }

    protected abstract int FilterCount { get; }

    protected abstract Task RunFilter(int index);

    protected abstract Task CallAsync();
}

/// <summary>A call that leaves its caller.</summary>
internal sealed class OutgoingCall<TArguments, TResult>(
    GrainProxy target, GrainMethod<TArguments, TResult> method, TArguments arguments)
    : FilteredCall<TArguments, TResult>(target, RuntimeContext.Current, method, arguments), IOutgoingGrainCallContext
    where TArguments : struct
{
    public IGrainContext? SourceContext { get; } = RuntimeContext.Current;

    public override object Grain => Target;

    protected override int FilterCount => Target.Runtime.OutgoingFilters.Length;

    protected override Task RunFilter(int index) => Target.Runtime.OutgoingFilters[index].Invoke(this);

    protected override Task CallAsync() => Target.Send(Called, Arguments);
}

/// <summary>A call that arrives at its grain.</summary>
internal sealed class IncomingCall<TArguments, TResult>(
    Activation home,
    GrainProxy target,
    IActivation? source,
    GrainMethod<TArguments, TResult> method,
    TArguments arguments)
    : FilteredCall<TArguments, TResult>(target, source, method, arguments), IIncomingGrainCallContext
    where TArguments : struct
{
    public IGrainContext TargetContext => home;

    public override object Grain => home.GrainInstance!;

    public MethodInfo ImplementationMethod
    {
        get
        {
            var map = Grain.GetType().GetInterfaceMap(InterfaceMethod.DeclaringType!);
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, InterfaceMethod)];
        }
    }

    protected override int FilterCount => Target.Runtime.IncomingFilters.Length;

    protected override Task RunFilter(int index) => Target.Runtime.IncomingFilters[index].Invoke(this);

    protected override Task CallAsync() => Called.Invoke(Grain, Arguments);
}
