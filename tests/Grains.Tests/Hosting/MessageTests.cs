using System.Collections.Immutable;
using System.Reflection;
using IdeaStorage.Grains.Calls;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Grains.Recommendations;
using Orleans;
using Orleans.Runtime;

namespace IdeaStorage.Grains.Tests.Hosting;

/// <summary>
/// Whatever crosses a call between machines: each type of ours has a serializer, a name of its own that outlives its
/// C# name, and a number for each member.
/// </summary>
public sealed partial class MessageTests
{
    /// <summary>What Orleans carries by itself. A type that is new here is looked up in its sources first.</summary>
    private static readonly HashSet<Type> Carried =
    [
        typeof(string), typeof(bool), typeof(int), typeof(long), typeof(double), typeof(DateTimeOffset),
        typeof(Nullable<>), typeof(ImmutableArray<>), typeof(ImmutableDictionary<,>), typeof(GrainId),
    ];

    private static readonly Type[] Interfaces =
    [
        .. typeof(IIdeaGrain).Assembly.GetTypes()
            .Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable))),
    ];

    /// <summary>What filters send with each call.</summary>
    private static readonly Type[] Accompanying = [typeof(CallOrigin), typeof(CallFrame), typeof(CallCycleException)];

    [Fact]
    public void EveryMessage_CanTravel()
    {
        var messages = Reached(Interfaces.SelectMany(Sent).Concat(Accompanying));

        Assert.Superset(new HashSet<Type>([typeof(RecommendationRequest), typeof(RecommendedReason)]), messages);
        Assert.Empty(messages.SelectMany(FaultsOf));
        Assert.Empty(SharedAliases(messages));
    }

    [Fact]
    public void EveryGrain_AndEachOfItsMethods_HasANameOfItsOwn()
    {
        Assert.True(Interfaces.Length >= 7);
        Assert.Empty(SharedAliases(Interfaces));
        foreach (var grain in Interfaces)
            Assert.Empty(SharedAliases(grain.GetMethods()));
    }

    private static IEnumerable<Type> Sent(Type grain) => grain.GetMethods()
        .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType)
            .Concat(method.ReturnType.GetGenericArguments()));

    /// <summary>These types and all that they are made of, generic ones without their arguments.</summary>
    private static HashSet<Type> Reached(IEnumerable<Type> roots)
    {
        var reached = new HashSet<Type>();
        var open = new Stack<Type>(roots);
        while (open.TryPop(out var type))
        {
            if (type.IsGenericParameter)
                continue;
            foreach (var part in type.HasElementType ? [type.GetElementType()!] : type.GetGenericArguments())
                open.Push(part);
            var one = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
            if (type.HasElementType || !reached.Add(one) || !IsOurs(one))
                continue;
            foreach (var member in MembersOf(one))
                open.Push(member.PropertyType);
        }
        return reached;
    }

    private static IEnumerable<string> FaultsOf(Type type)
    {
        // An enum travels as its number.
        if (type.IsEnum)
            yield break;
        if (!IsOurs(type))
        {
            if (!Carried.Contains(type))
                yield return $"{type.Name} is not known to travel";
            yield break;
        }
        if (type.GetCustomAttribute<GenerateSerializerAttribute>() is null)
            yield return $"{NameOf(type)} has no serializer";
        if (type.GetCustomAttribute<AliasAttribute>() is null)
            yield return $"{NameOf(type)} has no alias";
        var numbers = MembersOf(type).ToLookup(member => member.GetCustomAttribute<IdAttribute>()?.Id);
        foreach (var members in numbers)
            if (members.Key is null)
                foreach (var member in members)
                    yield return $"{NameOf(type)}.{member.Name} has no number";
            else if (members.Count() > 1)
                yield return $"{NameOf(type)}: {members.Key} is the number of two members";
    }

    /// <summary>Members without an alias, and the aliases that two of them share.</summary>
    private static IEnumerable<string> SharedAliases(IEnumerable<MemberInfo> members) => members
        .Where(member => member is not Type { IsEnum: true } && (member is not Type type || IsOurs(type)))
        .GroupBy(member => member.GetCustomAttribute<AliasAttribute>()?.Alias
            ?? $"{member.DeclaringType?.Name}.{member.Name} has no alias")
        .Where(alias => alias.Count() > 1 || alias.Key.EndsWith("has no alias", StringComparison.Ordinal))
        .Select(alias => alias.Key);

    private static bool IsOurs(Type type) =>
        type.Namespace?.StartsWith("IdeaStorage", StringComparison.Ordinal) == true;

    /// <summary>What is read back of it: its properties that can be set.</summary>
    private static IEnumerable<PropertyInfo> MembersOf(Type type) => type.IsEnum ? [] : type
        .GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(property => property.CanWrite);

    private static string NameOf(Type type) => type.Name.Split('`')[0];
}
