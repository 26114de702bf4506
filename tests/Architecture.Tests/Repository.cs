using System.Runtime.CompilerServices;

namespace IdeaStorage.Architecture.Tests;

/// <summary>The project's own files, as git would list them: without build output and packages.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["artifacts", "bin", "obj", "node_modules", ".git", "data"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<SourceFile> Files(params string[] extensions) =>
        Walk(Root)
            .Where(path => extensions.Contains(Path.GetExtension(path)))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(RelativePath(path), File.ReadAllText(path)));

    public static string RelativePath(string path) =>
        Path.GetRelativePath(Root, Path.GetFullPath(path)).Replace('\\', '/');

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder)) yield return file;
        foreach (var inner in Directory.EnumerateDirectories(folder))
        {
            if (Skipped.Contains(Path.GetFileName(inner))) continue;
            if (inner.EndsWith("wwwroot/lib", StringComparison.Ordinal)) continue;
            foreach (var file in Walk(inner)) yield return file;
        }
    }

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}

/// <param name="Path">Relative to the repository, with forward slashes.</param>
/// <param name="Content">Its text.</param>
internal sealed record SourceFile(string Path, string Content)
{
    public IEnumerable<string> Lines => Content.Split('\n');
}
