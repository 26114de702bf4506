namespace IdeaStorage.Silo.Import;

/// <summary>How far an import is.</summary>
/// <param name="Section">What is being imported: <c>ideas</c>, <c>comments</c>, ….</param>
/// <param name="Done">Records that are dealt with.</param>
/// <param name="Total">Records in all.</param>
public readonly record struct ImportProgress(string Section, int Done, int Total);
