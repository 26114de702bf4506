using System.CommandLine;

namespace IdeaStorage.Bench;

/// <summary>Where the public data sets lie that are measured with and are no part of the project.</summary>
internal static class DataFolder
{
    /// <summary>
    /// The option <c>--data &lt;folder&gt;</c>; without it IDEASTORAGE_DATA counts, then ../shared/data.
    /// </summary>
    public static Option<DirectoryInfo?> CreateOption() =>
        new("--data")
        {
            Description = "The folder of the data sets (default: IDEASTORAGE_DATA, then ../shared/data).",
        };

    /// <summary>The folder that the option, the environment or the default names. It need not exist.</summary>
    public static DirectoryInfo Resolve(DirectoryInfo? option) =>
        option ?? new DirectoryInfo(
            Environment.GetEnvironmentVariable("IDEASTORAGE_DATA") is { Length: > 0 } named
                ? named
                : Path.Combine(RepositoryRoot(), "..", "shared", "data"));

    // The program runs from artifacts/bin/…, or from wherever the user stands; the solution file marks the root.
    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "IdeaStorage.sln")))
                return folder.FullName;
        return Directory.GetCurrentDirectory();
    }
}
