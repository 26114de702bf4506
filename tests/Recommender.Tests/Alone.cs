namespace IdeaStorage.Recommender.Tests;

/// <summary>Tests that measure what the whole process holds.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
