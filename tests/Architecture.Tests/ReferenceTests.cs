using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace IdeaStorage.Architecture.Tests;

public sealed class ReferenceTests
{
    private static readonly Dictionary<string, HashSet<string>> Allowed =
        References.Allowed(File.ReadAllText(Path.Combine(Repository.Root, "docs", "ARCHITECTURE.md")));

    [Fact]
    public void Table_NamesEveryPartOfTheHouse()
    {
        var parts = Repository.Files(".csproj").Select(project => project.Path.Split('/')[0]).Distinct();
        Assert.Equal(parts.Order(), Allowed.Keys.Order());
    }

    [Fact]
    public void Projects_ReferenceOnlyWhatTheTableAllows() =>
        Assert.Empty(Repository.Files(".csproj").SelectMany(project => References.Violations(project, Allowed)));

    [Fact]
    public void Code_UsesOnlyNamespacesThatTheTableAllows() =>
        Assert.Empty(Repository.Files(".cs", ".razor").SelectMany(file => References.UsingViolations(file, Allowed)));

    [Fact]
    public void AWrongReference_IsNamed()
    {
        var planted = new SourceFile(
            "domain/IdeaStorage.Domain.csproj",
            """<Project><ProjectReference Include="../storage/IdeaStorage.Storage.csproj" /></Project>""");
        Assert.Equal(
            ["domain/IdeaStorage.Domain.csproj: 'domain' must not reference 'storage'."],
            References.Violations(planted, Allowed));
    }

    [Fact]
    public void AWrongUsing_IsNamed()
    {
        var planted = new SourceFile("recommender/Model.cs", "using IdeaStorage" + ".Grains;");
        var violation = Assert.Single(References.UsingViolations(planted, Allowed));
        Assert.Equal("recommender/Model.cs: uses 'IdeaStorage" + ".Grains'.", violation);
    }

    [Fact]
    public void Domain_UsesOnlyFourAttributesOfTheGrainRuntime()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "IdeaStorage.Domain.dll"));
        using var assembly = new PEReader(file);
        Assert.Equal(
            ["AliasAttribute", "GenerateSerializerAttribute", "IdAttribute", "ImmutableAttribute"],
            TypesOfOrleans(assembly.GetMetadataReader()).Order());
    }

    private static IEnumerable<string> TypesOfOrleans(MetadataReader metadata) =>
        from handle in metadata.TypeReferences
        let type = metadata.GetTypeReference(handle)
        where metadata.GetString(type.Namespace).Split('.')[0] == "Orleans"
        select metadata.GetString(type.Name);
}
