namespace IdeaStorage.Web.Pages;

/// <summary>Paths to go back to come from outside; only those of this site are followed.</summary>
internal static class LocalPath
{
    private const string Home = "/";
    private const int CharactersMax = 2_000;

    /// <summary>The path if it stays on this site, else the home page.</summary>
    public static string Check(string? path) =>
        path is { Length: > 0 and <= CharactersMax } && path[0] == '/'
        && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal)
        && !path.Any(char.IsControl)
            ? path
            : Home;
}
