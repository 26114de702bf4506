using IdeaStorage.Domain.Tags;
using IdeaStorage.Storage.ReadModels.Tags;
using IdeaStorage.Web.Language;

namespace IdeaStorage.Web.Pages.Parts;

/// <summary>Tags as people read them: an industry by code and name, a free word as it is.</summary>
internal static class TagNames
{
    public static string TagName(this Visit visit, string tag) =>
        Tag.IsIndustry(tag) && Of(visit.Get<KsicCatalogue>().Tree, tag, visit.Texts) is { } name
            ? $"{tag} {name}"
            : tag;

    /// <summary>The name of the code, or of the nearest one above it that is known; null if none is.</summary>
    public static string? Of(KsicTree industries, string code, Texts texts) =>
        industries.PathOf(code) is [.., var entry] ? NameOf(entry, texts) : null;

    public static string NameOf(KsicEntry entry, Texts texts) =>
        texts.Language == "en" ? entry.English ?? entry.Korean : entry.Korean;
}
