using System.ComponentModel;
using Orleans.Runtime;

namespace IdeaStorage.Embedded;

/// <summary>What a reference is made of. Public only because emitted classes must be able to name it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GrainReferenceShape
{
    internal GrainReferenceShape(GrainInterface grainInterface, GrainClass grainClass, IdSpan key)
    {
        Interface = grainInterface;
        Class = grainClass;
        Key = key;
    }

    internal GrainInterface Interface { get; }

    internal GrainClass Class { get; }

    internal IdSpan Key { get; }
}

/// <summary>Base of the emitted classes of references. Public only because they derive from it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GrainProxy : GrainReference
{
    private readonly GrainInterface _interface;
    private readonly GrainClass _class;
    private CallTarget? _target;

    /// <summary>Used by emitted code.</summary>
    protected GrainProxy(GrainReferenceShape shape)
        : base(new(shape.Class.GrainType, shape.Key))
    {
        _interface = shape.Interface;
        _class = shape.Class;
    }

    internal EmbeddedRuntime Runtime => _class.Runtime;

    internal GrainInterface Interface => _interface;

    internal override object Cast(Type interfaceType)
    {
        if (interfaceType.IsInstanceOfType(this))
        {
            return this;
        }

        return _class.Interfaces.Contains(interfaceType)
            ? _class.Runtime.Catalog.Interface(interfaceType).ReferenceTo(_class, GrainId.Key)
            : throw new InvalidCastException($"{_class.Type.FullName} does not implement {interfaceType.FullName}.");
    }

    /// <summary>
    /// Hands a request to the grain's target. The target is remembered, because looking it up is dearer than the rest;
    /// it answers false when it has ended.
    /// </summary>
    internal void Dispatch(TurnRequest request)
    {
        while (!(_target ??= _class.TargetOf(GrainId.Key)).TryAccept(request))
        {
            _target = null;
        }
    }

    /// <summary>
    /// Makes a call. Used by emitted code. The task is a <c>Task&lt;TResult&gt;</c> if there is an answer.
    /// </summary>
    /// <typeparam name="TArguments">The value tuple of the arguments.</typeparam>
    /// <typeparam name="TResult">The answer's type, or <see cref="object"/>.</typeparam>
    protected Task Call<TArguments, TResult>(int methodIndex, TArguments arguments)
        where TArguments : struct
    {
        var method = (GrainMethod<TArguments, TResult>)_interface.Methods[methodIndex];
        return Runtime.OutgoingFilters.Length == 0
            ? Send<TArguments, TResult>(method, arguments)
            : new OutgoingCall<TArguments, TResult>(this, method, arguments).RunAsync();
    }

    internal Task Send<TArguments, TResult>(GrainMethod<TArguments, TResult> method, TArguments arguments)
        where TArguments : struct
    {
        if (Runtime.FindReasonToRefuse() is { } refusal)
        {
            return Task.FromException<TResult>(refusal);
        }

        if (Runtime.Copier is { } copier)
        {
            arguments = copier.Copy(method, arguments);
        }

        var call = new GrainCall<TArguments, TResult>(this, method, arguments);
        if (call.Cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<TResult>(call.Cancellation);
        }

        Dispatch(call);
        return call.GetAnswer();
    }
}
