using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace IdeaStorage.Embedded;

/// <summary>One grain interface: its methods, checked, and the class of its references.</summary>
internal sealed class GrainInterface
{
    private static readonly Type[] Markers =
    [
        typeof(IAddressable), typeof(IGrain), typeof(IGrainWithStringKey), typeof(IGrainWithGuidKey),
        typeof(IGrainWithIntegerKey),
    ];

    private static readonly Type[] AnswerShapes = [typeof(Task), typeof(ValueTask), typeof(void)];

    private static readonly Type[] GenericAnswerShapes = [typeof(Task<>), typeof(ValueTask<>)];

    private readonly Func<GrainInterface, GrainClass, IdSpan, GrainProxy> _makeProxy;

    /// <exception cref="OrleansConfigurationException">The interface asks for what a grain call cannot do.</exception>
    public GrainInterface(Type type)
    {
        if (FindFault(type) is { } fault)
        {
            throw new OrleansConfigurationException(fault);
        }

        Type = type;
        InterfaceType = GrainInterfaceType.Create(type.FullName!);
        Methods = [.. MethodsOf(type).Select(GrainMethod.Describe)];
        _makeProxy = ProxyEmitter.Emit(type, Methods);
    }

    public Type Type { get; }

    public GrainInterfaceType InterfaceType { get; }

    public GrainMethod[] Methods { get; }

    /// <summary>
    /// Whether references can have this type: it is a grain interface and not just the kind of a key.
    /// </summary>
    public static bool IsGrainInterface(Type type) =>
        type.IsInterface && typeof(IGrain).IsAssignableFrom(type) && !Markers.Contains(type);

    public GrainProxy ReferenceTo(GrainClass grainClass, IdSpan key) => _makeProxy(this, grainClass, key);

    private static IEnumerable<MethodInfo> MethodsOf(Type type) =>
        type.GetInterfaces().Append(type).Except(Markers).SelectMany(each => each.GetMethods());

    private static string? FindFault(Type type)
    {
        if (!IsGrainInterface(type))
        {
            return $"{type.FullName} is no grain interface: derive it from IGrainWithStringKey, IGrainWithGuidKey or "
                + "IGrainWithIntegerKey.";
        }

        return !type.IsVisible
            ? $"Grain interface {type.FullName} must be public, and so must the types that it is nested in."
            : MethodsOf(type).Select(FindFault).FirstOrDefault(fault => fault is not null);
    }

    private static string? FindFault(MethodInfo method)
    {
        var name = $"{method.DeclaringType!.FullName}.{method.Name}";
        if (method.IsSpecialName)
        {
            return $"{name}: a grain interface has methods only, no properties or events.";
        }

        if (method.IsGenericMethod)
        {
            return $"{name}: a grain method cannot be generic.";
        }

        if (method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef))
        {
            return $"{name}: arguments travel by value; ref, in and out are not possible.";
        }

        if (method.GetParameters().Length > GrainMethod.ParametersMax)
        {
            return $"{name}: at most {GrainMethod.ParametersMax} parameters; put them into a record.";
        }

        var answer = method.ReturnType;
        return AnswerShapes.Contains(answer)
            || (answer.IsGenericType && GenericAnswerShapes.Contains(answer.GetGenericTypeDefinition()))
            ? null
            : $"{name} returns {answer.Name}: a grain method returns Task, Task<T>, ValueTask, ValueTask<T> or void.";
    }
}
