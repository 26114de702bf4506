using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace IdeaStorage.Embedded;

/// <summary>One grain class of the host: how to make its grains, and where those of each key are.</summary>
internal sealed class GrainClass
{
    private const string NameSuffix = "grain";

    private readonly ConcurrentDictionary<IdSpan, CallTarget> _targets = new();
    private readonly ObjectFactory _factory;
    private readonly int _workersMax;
    private readonly Func<IdSpan, CallTarget> _makeTarget;

    public GrainClass(EmbeddedRuntime runtime, Type type)
    {
        Runtime = runtime;
        Type = type;
        GrainType = NameOf(type);
        _factory = ActivatorUtilities.CreateFactory(type, []);
        CollectionAge = AgeOf(type, runtime);
        if (type.GetCustomAttribute<StatelessWorkerAttribute>() is { PlacementStrategy: StatelessWorkerPlacement pool })
        {
            _workersMax = pool.MaxLocal;
        }

        _makeTarget = key => _workersMax > 0 ? new WorkerPool(this, key, _workersMax) : new Activation(this, key, null);
        ActsOnActivation = IsOverridden(nameof(IGrainBase.OnActivateAsync));
        ActsOnDeactivation = IsOverridden(nameof(IGrainBase.OnDeactivateAsync));
        Interfaces = [.. type.GetInterfaces().Where(GrainInterface.IsGrainInterface)];
    }

    public EmbeddedRuntime Runtime { get; }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public TimeSpan CollectionAge { get; }

    /// <summary>Whether the class has code of its own for the beginning; if not, its time need not be kept.</summary>
    public bool ActsOnActivation { get; }

    /// <summary>Whether the class has code of its own for the end.</summary>
    public bool ActsOnDeactivation { get; }

    /// <summary>The grain interfaces that references to the class can have.</summary>
    public IReadOnlyList<Type> Interfaces { get; }

    /// <summary>
    /// The name that Orleans gives a class by its convention, so that both hosts store the same identities.
    /// </summary>
    public static GrainType NameOf(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return GrainType.Create(
            name.Length > NameSuffix.Length && name.EndsWith(NameSuffix, StringComparison.Ordinal)
                ? name[..^NameSuffix.Length]
                : name);
    }

    public IGrainBase Create(IServiceProvider services) => (IGrainBase)_factory(services, []);

    /// <summary>
    /// The one target of a key. Under a race several may be made, but one is kept; and a target does nothing before it
    /// has taken a request, so a grain is activated once.
    /// </summary>
    public CallTarget TargetOf(IdSpan key) => _targets.GetOrAdd(key, _makeTarget);

    public void Remove(IdSpan key, CallTarget target) => _targets.TryRemove(new(key, target));

    public GrainReference ReferenceTo(GrainId grainId) =>
        Runtime.Catalog.Interface(Interfaces[0]).ReferenceTo(this, grainId.Key);

    private bool IsOverridden(string method) => Type.GetMethod(method)?.DeclaringType != typeof(Grain);

    private static TimeSpan AgeOf(Type type, EmbeddedRuntime runtime)
    {
        if (type.GetCustomAttribute<CollectionAgeLimitAttribute>() is { } limit)
        {
            return limit.AgeLimit;
        }

        return runtime.Collection.ClassSpecificCollectionAge.TryGetValue(type.FullName!, out var age)
            ? age
            : runtime.Collection.CollectionAge;
    }
}
