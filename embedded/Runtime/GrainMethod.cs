using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Concurrency;

namespace IdeaStorage.Embedded;

/// <summary>
/// One method of a grain interface: what callers may rely on, and how to call it. All arguments travel as one value
/// tuple, and every kind of return type becomes a task on the way, so that one piece of code carries all calls.
/// </summary>
internal abstract class GrainMethod(MethodInfo method, TimeSpan? ownTimeout)
{
    /// <summary>As many as fit a flat value tuple.</summary>
    public const int ParametersMax = 7;

    public MethodInfo Method { get; } = method;

    public string InterfaceName { get; } = method.DeclaringType!.FullName!;

    public TimeSpan? OwnTimeout { get; } = ownTimeout;

    /// <summary>Which argument is the caller's cancellation token; -1 if none is.</summary>
    public int CancellationIndex { get; } =
        Array.FindIndex(method.GetParameters(), parameter => parameter.ParameterType == typeof(CancellationToken));

    /// <summary>Whether the caller neither waits nor hears of a failure.</summary>
    public bool IsOneWay { get; } = method.ReturnType == typeof(void);

    /// <summary>Whether there is an answer besides the end of the call.</summary>
    public bool HasResult { get; } = method.ReturnType.IsGenericType;

    public Interleaving Interleaving { get; } =
        method.IsDefined(typeof(AlwaysInterleaveAttribute)) ? Interleaving.Always
        : method.IsDefined(typeof(ReadOnlyAttribute)) ? Interleaving.ReadOnly
        : Interleaving.Never;

    /// <summary>The value tuple of the arguments.</summary>
    public abstract Type ArgumentsType { get; }

    /// <summary>The answer's type; <see cref="object"/> if there is none.</summary>
    public abstract Type ResultType { get; }

    /// <summary>Describes a method, whose shape must have been checked by <see cref="GrainInterface"/>.</summary>
    public static GrainMethod Describe(MethodInfo method)
    {
        var arguments = ArgumentsTypeOf([.. method.GetParameters().Select(parameter => parameter.ParameterType)]);
        var type = typeof(GrainMethod<,>).MakeGenericType(arguments, ResultTypeOf(method.ReturnType));
        return (GrainMethod)Activator.CreateInstance(
            type, method, method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout)!;
    }

    public override string ToString() => $"{Method.DeclaringType!.Name}.{Method.Name}";

    private static Type ArgumentsTypeOf(Type[] types) => types.Length switch
    {
        0 => typeof(ValueTuple),
        1 => typeof(ValueTuple<>).MakeGenericType(types),
        2 => typeof(ValueTuple<,>).MakeGenericType(types),
        3 => typeof(ValueTuple<,,>).MakeGenericType(types),
        4 => typeof(ValueTuple<,,,>).MakeGenericType(types),
        5 => typeof(ValueTuple<,,,,>).MakeGenericType(types),
        6 => typeof(ValueTuple<,,,,,>).MakeGenericType(types),
        _ => typeof(ValueTuple<,,,,,,>).MakeGenericType(types),
    };

    private static Type ResultTypeOf(Type returned) =>
        returned.IsGenericType ? returned.GetGenericArguments()[0] : typeof(object);
}

/// <inheritdoc/>
internal sealed class GrainMethod<TArguments, TResult>(MethodInfo method, TimeSpan? ownTimeout)
    : GrainMethod(method, ownTimeout)
    where TArguments : struct
{
    /// <summary>
    /// Calls the method on a grain object. The task is a <c>Task&lt;TResult&gt;</c> if there is an answer.
    /// </summary>
    public Func<object, TArguments, Task> Invoke { get; } = CompileInvoke(method);

    public override Type ArgumentsType => typeof(TArguments);

    public override Type ResultType => typeof(TResult);

    public CancellationToken CancellationOf(in TArguments arguments) =>
        CancellationIndex < 0 ? default : (CancellationToken)((ITuple)arguments)[CancellationIndex]!;

    private static Func<object, TArguments, Task> CompileInvoke(MethodInfo method)
    {
        var grain = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(TArguments));
        var call = Expression.Call(
            Expression.Convert(grain, method.DeclaringType!),
            method,
            method.GetParameters().Select((_, index) => Expression.Field(arguments, $"Item{index + 1}")));
        return Expression.Lambda<Func<object, TArguments, Task>>(AsTask(call), grain, arguments).Compile();
    }

    private static Expression AsTask(Expression call)
    {
        if (call.Type == typeof(void))
        {
            return Expression.Block(call, Expression.Constant(Task.CompletedTask));
        }

        return typeof(Task).IsAssignableFrom(call.Type)
            ? Expression.Convert(call, typeof(Task))
            : Expression.Convert(Expression.Call(call, nameof(ValueTask.AsTask), null), typeof(Task));
    }
}
