namespace IdeaStorage.Storage.Backup;

/// <summary>Where something was to be written, there is something: it is never overwritten.</summary>
/// <param name="path">What is there.</param>
public sealed class ExistsAlreadyException(string path) : IOException($"'{path}' exists already.")
{
    public string Path => path;
}
