using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace IdeaStorage.Architecture.Tests;

/// <summary>Who references whom: the table of docs/ARCHITECTURE.md, and what the project files say.</summary>
internal static partial class References
{
    private const StringSplitOptions Trimmed =
        StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>The rows "| project | may reference |" of the document; a project is named by its top folder.</summary>
    public static Dictionary<string, HashSet<string>> Allowed(string document)
    {
        var rows = document.Split('\n')
            .SkipWhile(line => !line.StartsWith("| project | may reference", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'));
        return rows
            .Select(row => row.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(
                cells => cells[1],
                cells => cells[2].Split(',', Trimmed).ToHashSet());
    }

    /// <summary>The forbidden edges of one project file, each as a sentence.</summary>
    public static IEnumerable<string> Violations(SourceFile project, Dictionary<string, HashSet<string>> allowed)
    {
        var from = Part(project.Path);
        if (!allowed.TryGetValue(from, out var targets))
        {
            yield return $"{project.Path}: '{from}' has no row in the table.";
            yield break;
        }

        foreach (var reference in XDocument.Parse(project.Content).Descendants("ProjectReference"))
        {
            var to = Part(Normalise(project.Path, reference.Attribute("Include")!.Value));
            if (to == from || targets.Contains(to)) continue;
            yield return $"{project.Path}: '{from}' must not reference '{to}'.";
        }
    }

    /// <summary>
    /// Names of namespaces of ours that the code of one part uses, beyond what its part may reference.
    /// </summary>
    public static IEnumerable<string> UsingViolations(SourceFile file, Dictionary<string, HashSet<string>> allowed)
    {
        var from = Part(file.Path);
        if (!allowed.TryGetValue(from, out var targets)) yield break;
        foreach (Match match in OurNamespace().Matches(file.Content))
        {
            var to = match.Groups[1].Value.ToLowerInvariant();
            if (to == from || !allowed.ContainsKey(to) || targets.Contains(to)) continue;
            yield return $"{file.Path}: uses '{match.Value}'.";
        }
    }

    private static string Part(string path) => path.Split('/')[0];

    private static string Normalise(string projectPath, string include) =>
        Repository.RelativePath(Path.Combine(Repository.Root, Path.GetDirectoryName(projectPath)!, include));

    [GeneratedRegex(@"IdeaStorage\.([A-Z][a-z]+)\b")]
    private static partial Regex OurNamespace();
}
