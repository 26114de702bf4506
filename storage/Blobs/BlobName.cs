using System.Text.RegularExpressions;

namespace IdeaStorage.Storage.Blobs;

/// <summary>
/// Names of blobs: parts of lower-case letters, digits, <c>-</c>, <c>_</c> and single dots, joined by <c>/</c>:
/// <c>models/als-0007.bin</c>. So a name means the same on every disk and in every object store, and never leaves its
/// folder.
/// </summary>
public static partial class BlobName
{
    public static bool IsValid(string name) => name.Length <= BlobLimits.NameCharactersMax && Pattern().IsMatch(name);

    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public static string Check(string name) => IsValid(name)
        ? name
        : throw new ArgumentException($"'{name}' is no blob name: [a-z0-9-_] with single dots, parts joined by '/'.");

    [GeneratedRegex(@"\A[a-z0-9_-]+(\.[a-z0-9_-]+)*(/[a-z0-9_-]+(\.[a-z0-9_-]+)*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
