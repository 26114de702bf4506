namespace IdeaStorage.Recommender;

/// <summary>
/// A file holds no model that this program can use: foreign, damaged, of another version, of another trainer or learned
/// on other features. The message says which.
/// </summary>
public sealed class InvalidModelFileException(string problem) : Exception(problem);
