namespace IdeaStorage.Web.Startup;

/// <summary>Where <c>wwwroot</c> lies: beside the published program, or in the project while developing.</summary>
internal static class ContentFolder
{
    private const int LevelsMax = 12;

    public static string Find()
    {
        var program = new DirectoryInfo(AppContext.BaseDirectory);
        if (Directory.Exists(Path.Combine(program.FullName, "wwwroot")))
            return program.FullName;
        // A build runs from artifacts/bin/…; the solution file marks the root, from wherever the user started it.
        var folder = program;
        for (var level = 0; folder is not null && level < LevelsMax; level++, folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "IdeaStorage.sln")))
                return Path.Combine(folder.FullName, "web");
        return Directory.GetCurrentDirectory();
    }
}
