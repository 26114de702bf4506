namespace IdeaStorage.Storage.Tests;

/// <summary>Tests that no other may run beside, because they count what the process does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
