using System.Reflection;
using System.Text.RegularExpressions;
using IdeaStorage.Domain;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Api;
using IdeaStorage.Web.Api.Tails;
using IdeaStorage.Web.Language;

namespace IdeaStorage.Web.Tests.Language;

public sealed partial class TextsTests
{
    [Fact]
    public void Languages_HaveTheSameKeys() =>
        Assert.Equal(Texts.Korean.Keys.Order(StringComparer.Ordinal), Texts.English.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Texts_AreNeverEmpty()
    {
        foreach (var texts in new[] { Texts.Korean, Texts.English })
            Assert.Empty(texts.Keys.Where(key => string.IsNullOrWhiteSpace(texts[key])));
    }

    [Fact]
    public void Placeholders_AreTheSameInBothLanguages()
    {
        foreach (var key in Texts.Korean.Keys)
            Assert.Equal(NumbersOf(Texts.Korean[key]), NumbersOf(Texts.English[key]));

        static IEnumerable<string> NumbersOf(string text) =>
            Placeholder().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order();
    }

    [Fact]
    public void EveryRefusal_HasATextInBothLanguages()
    {
        var names = typeof(Refusal).Assembly.GetTypes().Append(typeof(AccountRefusals)).Append(typeof(TailRefusals))
            .Append(typeof(TrainingRefusals))
            .Where(type => type.Name.EndsWith("Refusals", StringComparison.Ordinal))
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Static))
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false })
            .Select(member => "refusal." + member.Name)
            .Append("refusal.PageCursorIsInvalid")
            .ToList();
        Assert.True(names.Count > 50, $"only {names.Count} refusals were found");
        Assert.Empty(names.Where(key => !Texts.Korean.Has(key)));
    }

    [Fact]
    public void EveryKeyThatTheCodeNames_Exists()
    {
        var web = Path.Combine(ProjectFolder(), "web");
        var missing = Directory.EnumerateFiles(web, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor" && !file.Contains("node_modules"))
            .SelectMany(file => UsedKey().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Where(key => !Texts.Korean.Has(key))
            .Distinct();
        Assert.Empty(missing);
    }

    [Fact]
    public void EveryFaultThatTheCodeNames_HasAText()
    {
        var api = Path.Combine(ProjectFolder(), "web", "Api");
        var names = Directory.EnumerateFiles(api, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => FaultName().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct().ToList();
        Assert.Contains("FieldIsMissing", names);
        Assert.Empty(names.Where(name => !Texts.Korean.Has("problem." + name)));
    }

    [Theory]
    [InlineData("서울", "은/는", "은")]
    [InlineData("부산시", "은/는", "는")]
    [InlineData("서울", "으로/로", "로")]
    [InlineData("부산", "으로/로", "으로")]
    [InlineData("C27", "을/를", "을")]
    [InlineData("제5", "이/가", "가")]
    [InlineData("‘창원’", "과/와", "과")]
    public void Particle_FollowsTheLastSound(string word, string pair, string expected)
    {
        var forms = pair.Split('/');
        Assert.Equal(expected, KoreanParticle.Choose(word, forms[0], forms[1]).ToString());
    }

    [Theory]
    [InlineData("{0} {0|comment|comments}", 1, "1 comment")]
    [InlineData("{0} {0|comment|comments}", 2, "2 comments")]
    [InlineData("{0:#}", 20000, "20,000")]
    [InlineData("{1} {x} {", 7, "{1} {x} {")]
    public void Fill_PutsArguments(string text, int argument, string expected) =>
        Assert.Equal(expected, TextFormat.Fill(text, [argument], Texts.English.Culture));

    [Fact]
    public void Title_OfARefusalWithArguments_NamesThem()
    {
        var refusal = IdeaStorage.Domain.Ideas.IdeaRefusals.IdeaBodyLengthOutOfRange(7);
        Assert.Equal("내용은 20~20,000자여야 합니다(현재 7자).", Problems.TitleOf(refusal, Texts.Korean));
        Assert.Equal("A body has 20 to 20,000 characters (now 7).", Problems.TitleOf(refusal, Texts.English));
    }

    internal static string ProjectFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "IdeaStorage.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?:T|Texts|texts)\[""([a-zA-Z0-9.]*[a-zA-Z0-9])""")]
    private static partial Regex UsedKey();

    [GeneratedRegex(@"(?:Bad\(|ShapeFault\(\s*StatusCodes\.\w+,\s*|new\(StatusCodes\.\w+,\s*)""(\w+)""")]
    private static partial Regex FaultName();
}
