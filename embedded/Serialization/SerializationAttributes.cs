using System.Globalization;

namespace Orleans;

/// <summary>How a serializer may number the fields of a type by itself; we always number by hand.</summary>
public enum GenerateFieldIds
{
    /// <summary>Only members with an <see cref="IdAttribute"/> travel.</summary>
    None,

    /// <summary>Public properties travel and are numbered in order.</summary>
    PublicProperties,
}

/// <summary>Marks a type whose values may cross a grain call.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether the parameters of a record's primary constructor travel without an own number.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; }

    /// <summary>Whether members without a number travel.</summary>
    public GenerateFieldIds GenerateFieldIds { get; init; } = GenerateFieldIds.None;
}

/// <summary>The number of a member in its type's message; it is never reused.</summary>
[AttributeUsage(
    AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Class
    | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method)]
public sealed class IdAttribute(uint id) : Attribute
{
    /// <summary>The number, unique within the type.</summary>
    public uint Id { get; } = id;
}

/// <summary>The name under which a type or method is known in messages, so that it can be renamed in code.</summary>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Struct | AttributeTargets.Enum
    | AttributeTargets.Method,
    AllowMultiple = true)]
public sealed class AliasAttribute(string alias) : Attribute
{
    /// <summary>The stable name.</summary>
    public string Alias { get; } = alias;
}

/// <summary>
/// Promises that a value is never changed after it was made, so that it need not be copied for a call.
/// </summary>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property
    | AttributeTargets.Parameter | AttributeTargets.ReturnValue,
    Inherited = false)]
public sealed class ImmutableAttribute : Attribute;

/// <summary>How long a caller waits for the answer of one method, instead of the host's usual time.</summary>
/// <param name="timeout">A time span as <see cref="TimeSpan.Parse(string)"/> reads it, e.g. <c>"00:00:05"</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    /// <summary>The time after which the caller gets a <see cref="TimeoutException"/>.</summary>
    public TimeSpan? Timeout { get; init; } = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);
}
