using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace IdeaStorage.Embedded;

/// <summary>
/// The grain classes and interfaces of the host. Classes are found in the application's assemblies: what is
/// loaded, the entry assembly, and what those reference, as far as it references this assembly.
/// </summary>
internal sealed class GrainCatalog(EmbeddedRuntime runtime)
{
    /// <summary>The same for every host of this process, because code is made for each and never unloaded.</summary>
    private static readonly ConcurrentDictionary<Type, GrainInterface> s_interfaces = new();

    private readonly ConcurrentDictionary<Type, GrainClass> _classesByInterface = new();
    private readonly Dictionary<GrainType, GrainClass> _classes = [];

    /// <summary>Adds all grain classes of the application.</summary>
    /// <exception cref="OrleansConfigurationException">A class or interface cannot be hosted; says why.</exception>
    public void AddApplication()
    {
        foreach (var type in ApplicationAssemblies().SelectMany(assembly => assembly.GetTypes()))
        {
            if (type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }
                && typeof(IGrainBase).IsAssignableFrom(type))
            {
                Add(type);
            }
        }
    }

    /// <summary>Adds one grain class, and checks its interfaces.</summary>
    /// <exception cref="OrleansConfigurationException">A class or interface cannot be hosted; says why.</exception>
    public void Add(Type type)
    {
        var grainClass = new GrainClass(runtime, type);
        if (grainClass.Interfaces.Count == 0)
        {
            throw new OrleansConfigurationException($"Grain class {type.FullName} implements no grain interface.");
        }

        foreach (var each in grainClass.Interfaces)
        {
            Interface(each);
        }

        if (!_classes.TryAdd(grainClass.GrainType, grainClass))
        {
            throw new OrleansConfigurationException(
                $"{type.FullName} and {_classes[grainClass.GrainType].Type.FullName} have the same name as grains, "
                + $"\"{grainClass.GrainType}\": rename one.");
        }
    }

    public GrainInterface Interface(Type type) =>
        s_interfaces.TryGetValue(type, out var known)
            ? known
            : s_interfaces.GetOrAdd(type, static type => new GrainInterface(type));

    public GrainClass Class(GrainType grainType) => _classes.TryGetValue(grainType, out var grainClass)
        ? grainClass
        : throw new ArgumentException($"There is no grain class \"{grainType}\" in this host.");

    /// <summary>The class behind an interface.</summary>
    /// <exception cref="ArgumentException">There is none, or several.</exception>
    public GrainClass ClassOf(Type interfaceType, string? classNamePrefix) =>
        classNamePrefix is null
            ? _classesByInterface.TryGetValue(interfaceType, out var known)
                ? known
                : _classesByInterface.GetOrAdd(interfaceType, type => Find(type, ""))
            : Find(interfaceType, classNamePrefix);

    private GrainClass Find(Type interfaceType, string classNamePrefix)
    {
        var found = _classes.Values
            .Where(each => each.Interfaces.Contains(interfaceType)
                && each.Type.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal))
            .ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 => throw new ArgumentException($"No grain class of this host implements {interfaceType.FullName}."),
            _ => throw new ArgumentException(
                $"Several grain classes implement {interfaceType.FullName}: "
                + string.Join(", ", found.Select(each => each.Type.FullName))),
        };
    }

    private static IEnumerable<Assembly> ApplicationAssemblies()
    {
        var us = typeof(GrainCatalog).Assembly.GetName().Name;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var rest = new Queue<Assembly>(
            AppDomain.CurrentDomain.GetAssemblies().Where(each => !each.IsDynamic).OrderBy(each => each.FullName));
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            rest.Enqueue(entry);
        }

        while (rest.TryDequeue(out var assembly))
        {
            if (!seen.Add(assembly.FullName!) || IsOfTheFramework(assembly.GetName()))
            {
                continue;
            }

            var references = assembly.GetReferencedAssemblies();
            foreach (var reference in references.Where(each => !IsOfTheFramework(each)))
            {
                if (TryLoad(reference) is { } loaded)
                {
                    rest.Enqueue(loaded);
                }
            }

            if (references.Any(reference => reference.Name == us))
            {
                yield return assembly;
            }
        }
    }

    // Packages may name assemblies that they use on other systems only; those hold no grains.
    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static bool IsOfTheFramework(AssemblyName name) =>
        name.Name is "netstandard" or "mscorlib" or "System"
        || name.Name!.StartsWith("System.", StringComparison.Ordinal)
        || name.Name.StartsWith("Microsoft.", StringComparison.Ordinal);
}
