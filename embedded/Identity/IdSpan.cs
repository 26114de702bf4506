using System.Text;

namespace Orleans.Runtime;

/// <summary>A piece of an identity. Cheap to compare; kept as text, because all our keys are text.</summary>
[GenerateSerializer, Immutable]
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>
{
    [Id(0)]
    private readonly string? _value;

    /// <summary>From UTF-8 bytes.</summary>
    public IdSpan(byte[] value) => _value = Encoding.UTF8.GetString(value);

    private IdSpan(string value) => _value = value;

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsDefault => string.IsNullOrEmpty(_value);

    /// <summary>From text.</summary>
    public static IdSpan Create(string id) => new(id);

    /// <summary>A hash that is the same in every process and on both hosts.</summary>
    public uint GetUniformHashCode() => StableHash.ComputeHash(Encoding.UTF8.GetBytes(ToString()));

    /// <inheritdoc/>
    public bool Equals(IdSpan obj) => string.Equals(_value, obj._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <inheritdoc/>
    public int CompareTo(IdSpan other) => string.CompareOrdinal(_value, other._value);

    /// <inheritdoc/>
    public override string ToString() => _value ?? "";

    /// <summary>Ordinal equality.</summary>
    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    /// <summary>Ordinal inequality.</summary>
    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}
