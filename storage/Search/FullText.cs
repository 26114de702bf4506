using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.Search;

/// <summary>Full-text search of one database: what keeps the index, and what asks it.</summary>
internal sealed record FullText(IProjection Projection, ISearchIndex Index);
