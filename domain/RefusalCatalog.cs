using System.Reflection;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Domain.Tags;

namespace IdeaStorage.Domain;

/// <summary>Every refusal that the domain can answer, so that each has its texts in every language.</summary>
public static class RefusalCatalog
{
    /// <summary>The classes that state refusals.</summary>
    public static IReadOnlyList<Type> Sources { get; } =
    [
        typeof(TextRefusals), typeof(TagRefusals), typeof(IdeaRefusals), typeof(MemberRefusals),
        typeof(OrganisationRefusals), typeof(MiniClusterRefusals), typeof(CaseRefusals),
    ];

    /// <summary>The names, in order, each once.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Sources.SelectMany(NamesOf).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> NamesOf(Type source)
    {
        const BindingFlags Stated = BindingFlags.Public | BindingFlags.Static;
        return source.GetProperties(Stated).Where(property => property.PropertyType == typeof(Refusal))
            .Select(property => property.Name)
            .Concat(source.GetMethods(Stated).Where(method => method.ReturnType == typeof(Refusal))
                .Where(method => !method.IsSpecialName).Select(method => method.Name));
    }
}
