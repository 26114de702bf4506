using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>
/// Values that travel with calls, from caller to callee and on. A change is seen by later calls of the same flow, never
/// by the caller.
/// </summary>
public static class RequestContext
{
    private static readonly AsyncLocal<ImmutableDictionary<string, object>?> Flowing = new();

    /// <summary>The names of all values.</summary>
    public static IEnumerable<string> Keys => Flowing.Value?.Keys ?? [];

    /// <summary>All values with their names.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries =>
        Flowing.Value ?? ImmutableDictionary<string, object>.Empty;

    /// <summary>The value, or null.</summary>
    public static object? Get(string key) =>
        Flowing.Value is { } values && values.TryGetValue(key, out var value) ? value : null;

    /// <summary>Sets a value for this flow from here on.</summary>
    public static void Set(string key, object value) =>
        Flowing.Value = (Flowing.Value ?? ImmutableDictionary<string, object>.Empty).SetItem(key, value);

    /// <summary>Forgets a value; false if there was none.</summary>
    public static bool Remove(string key)
    {
        if (Flowing.Value is not { } values || !values.ContainsKey(key))
        {
            return false;
        }

        var rest = values.Remove(key);
        Flowing.Value = rest.IsEmpty ? null : rest;
        return true;
    }

    /// <summary>Forgets all values.</summary>
    public static void Clear() => Flowing.Value = null;
}
