using Orleans;
using Orleans.Runtime;

namespace IdeaStorage.Grains.Calls;

/// <summary>What a call in progress keeps from its grain until it has ended.</summary>
[GenerateSerializer, Alias("call-hold.v1")]
public enum CallHold
{
    /// <summary>Every call but those that always interleave.</summary>
    All,

    /// <summary>Every call but read-only ones and those that always interleave.</summary>
    Writes,

    /// <summary>Nothing.</summary>
    Nothing,
}

/// <summary>One link of a chain of calls: a grain that waits for what it has called.</summary>
[GenerateSerializer, Immutable, Alias("call-frame.v1")]
public sealed record CallFrame(
    [property: Id(0)] GrainId Grain,
    [property: Id(1)] string Method,
    [property: Id(2)] CallHold Hold)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Grain}.{Method}";
}
