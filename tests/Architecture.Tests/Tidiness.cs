using System.Text.RegularExpressions;

namespace IdeaStorage.Architecture.Tests;

/// <summary>A rule about the text of source files: where it holds, and what it says of a file that breaks it.</summary>
internal sealed record TidyRule(
    string Name, Func<SourceFile, bool> AppliesTo, Func<SourceFile, IEnumerable<string>> Violations)
{
    public IEnumerable<string> Check(SourceFile file) =>
        AppliesTo(file) ? Violations(file).Select(violation => $"{file.Path}: {violation} ({Name})") : [];
}

/// <summary>The rules that a compiler does not know.</summary>
internal static class Tidiness
{
    public const int FileLinesMax = 400;
    public const int LineColumnsMax = 120;
    public const int MethodLinesMax = 70;

    /// <summary>What a simulated run repeats from its seed alone.</summary>
    private static readonly string[] Deterministic =
    [
        "domain/", "grains/", "embedded/", "storage/", "recommender/", "silo/Moderation/", "silo/Tails/TailRunner.cs",
        "tests/Simulation.Tests/",
    ];

    /// <summary>What goes through a dictionary whose order differs from run to run.</summary>
    private const string Walks =
        "Keys|Values|Select|Where|Any|All|First|Min|Max|Sum|ToArray|ToList|OrderBy|GetEnumerator";

    private static readonly string[] VagueFolders = ["Services", "Helpers", "Utils", "Models", "Common"];

    /// <summary>Waiting for a length of real time; waiting for a clock that the test turns is fine.</summary>
    private static readonly string[] RealDelays =
        [.. "123456789".Select(digit => "Task.Del" + "ay(" + digit), "Task.Del" + "ay(TimeSpan"];

    // Written in two halves so that this file does not break its own rules.
    public static IReadOnlyList<TidyRule> Rules { get; } =
    [
        new("file size", IsSource, file => TooLong(file)),
        new("line length", IsCode, LongLines),
        new("method size", IsCode, LongMethods),
        new("folder names", _ => true, VagueFolder),
        Banned("unfinished work", IsSource, "TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception"),
        Banned("no regions", IsCode, "#reg" + "ion"),
        BannedInCode("no sleeping tests", IsTest, ["Thread.Sl" + "eep(", .. RealDelays]),
        BannedInCode(
            "wall clock", IsDeterministic, "DateTime.Utc" + "Now", "DateTime.N" + "ow", "DateTimeOffset.Utc" + "Now"),
        BannedInCode("randomness", IsDeterministic, "Guid.New" + "Guid(", "Random.Sha" + "red", "new Rand" + "om()"),
        BannedInCode("foreign threads", IsDeterministic, "Task.R" + "un(", "ConfigureAwait(fal" + "se)"),
        new("order of concurrent dictionaries", IsDeterministic, WalkedDictionaries),
        new("conditional code", IsCode, Conditional),
    ];

    private static bool IsCode(SourceFile file) => file.Path.EndsWith(".cs", StringComparison.Ordinal);

    private static bool IsSource(SourceFile file) =>
        IsCode(file) || Path.GetExtension(file.Path) is ".razor" or ".css" or ".js";

    private static bool IsTest(SourceFile file) =>
        IsCode(file) && file.Path.StartsWith("tests/", StringComparison.Ordinal);

    private static bool IsDeterministic(SourceFile file) => IsCode(file) && Deterministic.Any(file.Path.StartsWith);

    private static TidyRule Banned(string name, Func<SourceFile, bool> appliesTo, params string[] words) =>
        new(name, appliesTo, file => file.Lines.SelectMany((line, index) =>
            words.Where(line.Contains).Select(word => $"line {index + 1} has '{word}'")));

    /// <summary>As <see cref="Banned"/>, but a comment may name what code must not call.</summary>
    private static TidyRule BannedInCode(string name, Func<SourceFile, bool> appliesTo, params string[] words) =>
        new(name, appliesTo, file => Banned(name, appliesTo, words).Violations(
            new SourceFile(file.Path, string.Join('\n', file.Lines.Select(WithoutComment)))));

    private static string WithoutComment(string line) =>
        line.TrimStart().StartsWith("//", StringComparison.Ordinal) ? "" : line;

    private static IEnumerable<string> TooLong(SourceFile file)
    {
        var lines = file.Lines.Count();
        if (lines > FileLinesMax + 1) yield return $"has {lines} lines, more than {FileLinesMax}";
    }

    private static IEnumerable<string> LongLines(SourceFile file) => file.Lines
        .Select((line, index) => (line, index))
        .Where(at => at.line.TrimEnd('\r').Length > LineColumnsMax)
        .Select(at => $"line {at.index + 1} has {at.line.Length} columns");

    /// <summary>A member body opens with a brace of its own at four spaces and closes at the next such line.</summary>
    private static IEnumerable<string> LongMethods(SourceFile file)
    {
        var opened = 0;
        foreach (var (line, index) in file.Lines.Select((line, index) => (line, index)))
        {
            if (line == "    {") opened = index;
            if (line == "    }" && index - opened > MethodLinesMax + 1 && !OpensType(file, opened))
                yield return $"the member at line {opened + 1} has {index - opened - 1} lines";
        }
    }

    private static bool OpensType(SourceFile file, int brace) => file.Lines.Take(brace).Reverse()
        .TakeWhile(line => line.Length > 0 && line != "{" && line != "    }")
        .Any(line => Regex.IsMatch(line, @"\b(class|record|struct|interface|enum)\b"));

    private static IEnumerable<string> WalkedDictionaries(SourceFile file)
    {
        var names = Regex.Matches(file.Content, @"ConcurrentDictionary<.*>\??\s+(\w+)")
            .Select(match => match.Groups[1].Value).Distinct();
        return names.SelectMany(name => file.Lines
            .Select((line, index) => (line, index))
            .Where(at => Regex.IsMatch(at.line, $@"\bin {name}\)|\b{name}\.({Walks})\w*\b"))
            .Select(at => $"line {at.index + 1} goes through '{name}'"));
    }

    private static IEnumerable<string> VagueFolder(SourceFile file) =>
        file.Path.Split('/').SkipLast(1).Where(VagueFolders.Contains).Select(folder => $"lies in a folder '{folder}'");

    private static IEnumerable<string> Conditional(SourceFile file)
    {
        var allowed = file.Path.StartsWith("silo/Hosting/", StringComparison.Ordinal);
        return allowed ? [] : file.Lines.Where(line => line.TrimStart().StartsWith("#if " + "ORLEANS"));
    }
}
