namespace IdeaStorage.Web.Tests.Telemetry;

/// <summary>
/// Tests that no other may run beside: whether a span is recorded is decided once for all listeners of a process.
/// </summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
