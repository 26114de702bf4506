using Orleans;

namespace IdeaStorage.Grains.Calls;

/// <summary>
/// Grains called each other in a circle, and the call that closed it would have waited for itself. The message names
/// every call of the circle. It is a bug in grain code.
/// </summary>
[GenerateSerializer, Alias("call-cycle.v1")]
public sealed class CallCycleException(string message) : Exception(message);
