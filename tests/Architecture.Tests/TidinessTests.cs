namespace IdeaStorage.Architecture.Tests;

public sealed class TidinessTests
{
    public static TheoryData<string, string, string> Planted => new()
    {
        { "file size", "domain/Long.cs", Repeat("x\n", 500) },
        { "line length", "domain/Wide.cs", new string('x', 121) },
        { "method size", "domain/Method.cs", "    void M()\n    {\n" + Repeat("        x();\n", 80) + "    }\n" },
        { "folder names", "web/Helpers/Any.cs", "" },
        { "unfinished work", "web/Page.razor", "// TO" + "DO later" },
        { "no regions", "web/A.cs", "#reg" + "ion x" },
        { "no sleeping tests", "tests/A.Tests/A.cs", "await Task.Del" + "ay(5);" },
        { "wall clock", "grains/A.cs", "var now = DateTimeOffset.Utc" + "Now;" },
        { "randomness", "domain/A.cs", "Guid.New" + "Guid()" },
        { "foreign threads", "grains/A.cs", "Task.R" + "un(() => 1)" },
        {
            "order of concurrent dictionaries", "embedded/A.cs",
            "private readonly ConcurrentDictionary<int, string> _all = new();\nforeach (var one in _all)"
        },
        { "wall clock", "silo/Tails/TailRunner.cs", "var now = DateTime.Utc" + "Now;" },
        { "conditional code", "grains/A.cs", "#if " + "ORLEANS" },
    };

    [Fact]
    public void EveryFile_IsTidy()
    {
        var violations =
            from file in Repository.Files(".cs", ".razor", ".css", ".js")
            from rule in Tidiness.Rules
            from violation in rule.Check(file)
            select violation;
        Assert.True(!violations.Any(), string.Join("\n", violations));
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public void APlantedViolation_IsNamed(string rule, string path, string content) =>
        Assert.Contains(
            Tidiness.Rules.SelectMany(any => any.Check(new SourceFile(path, content))),
            violation => violation.EndsWith($"({rule})", StringComparison.Ordinal));

    private static string Repeat(string line, int count) => string.Concat(Enumerable.Repeat(line, count));

    [Fact]
    public void EveryRule_HasAPlantedViolation() =>
        Assert.Equal(
            Tidiness.Rules.Select(rule => rule.Name).Order(),
            Planted.Select(row => row.Data.Item1).Distinct().Order());
}
