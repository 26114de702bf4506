using IdeaStorage.Domain.Tags;
using IdeaStorage.Web.Language;

namespace IdeaStorage.Web.Pages.Parts;

/// <summary>Tags as people read them: an industry by code and name, a free word as it is.</summary>
internal static class TagNames
{
    public static string Write(string tag, Texts texts) =>
        Tag.IsIndustry(tag) && NameOf(tag, texts) is { } name ? $"{tag} {name}" : tag;

    /// <summary>The name of the code, or of the nearest one above it that is known; null if none is.</summary>
    public static string? NameOf(string code, Texts texts) =>
        KsicTree.BuiltIn.PathOf(code) is [.., var entry]
            ? texts.Language == "en" ? entry.English ?? entry.Korean : entry.Korean
            : null;
}
