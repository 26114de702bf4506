using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace IdeaStorage.Storage.EventLog;

/// <summary>
/// A hash over the shape of a state type: the names and types of its members, and of their members, and the names of
/// enum values. A changed record has another hash, so its old snapshots are not read.
/// </summary>
internal static class StateShape
{
    public static string Of(Type type)
    {
        var text = new StringBuilder();
        Describe(type, text, []);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    private static void Describe(Type type, StringBuilder text, HashSet<Type> seen)
    {
        text.Append(type.Namespace).Append('.').Append(type.Name).Append(';');
        if (!seen.Add(type))
            return;
        foreach (var argument in type.GetGenericArguments())
            Describe(argument, text, seen);
        if (type.GetElementType() is { } element)
            Describe(element, text, seen);
        if (type.IsEnum)
            text.AppendJoin(',', Enum.GetNames(type));
        else if (type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true)
            DescribeMembers(type, text, seen);
    }

    private static void DescribeMembers(Type type, StringBuilder text, HashSet<Type> seen)
    {
        var members = type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(member => member.CanWrite)
            .OrderBy(member => member.Name, StringComparer.Ordinal);
        foreach (var member in members)
        {
            text.Append(member.Name).Append(':');
            Describe(member.PropertyType, text, seen);
        }
    }
}
