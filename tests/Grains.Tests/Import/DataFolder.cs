namespace IdeaStorage.Grains.Tests.Import;

/// <summary>
/// The public data sets beside the project; a test that needs one is skipped, visibly, where it is missing.
/// </summary>
internal static class DataFolder
{
    /// <summary>The path of a file, or a skipped test.</summary>
    public static string Require(string path)
    {
        var folder = Environment.GetEnvironmentVariable("IDEASTORAGE_DATA");
        if (string.IsNullOrEmpty(folder)) folder = Path.Combine(Root(), "..", "shared", "data");
        var file = Path.GetFullPath(Path.Combine(folder, path));
        if (!File.Exists(file)) Assert.Skip($"The data set {path} is not there (IDEASTORAGE_DATA).");
        return file;
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "IdeaStorage.sln"))) at = at.Parent;
        return at?.FullName ?? AppContext.BaseDirectory;
    }
}
