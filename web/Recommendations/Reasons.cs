using IdeaStorage.Domain.Tags;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Web.Language;

namespace IdeaStorage.Web.Recommendations;

/// <summary>Says a recommendation's reason in words.</summary>
internal static class Reasons
{
    /// <param name="reason">The reason.</param>
    /// <param name="about">The name of the thing in which both meet, or null if there is none or it may not be
    /// seen.</param>
    /// <param name="isPartner">
    /// Whether an organisation is proposed to the reader: only then are both acts on one thing, and may be told.
    /// </param>
    /// <param name="texts">The reader's language.</param>
    /// <param name="industries">The classification that names industry codes.</param>
    public static string Say(
        RecommendedReason reason, string? about, bool isPartner, Texts texts, KsicTree industries)
    {
        var labels = string.Join(" · ", reason.Labels.Select(label => NameOf(reason.Kind, label, texts, industries)));
        if (labels.Length > 0)
            return texts[$"reason.{reason.Kind}", labels];
        if (about is null)
            return texts[$"reason.{reason.Kind}.plain", reason.Count];
        var others = reason.Count - 1;
        if (isPartner && Acts(reason, about, others, texts) is { } acts)
            return acts;
        return others > 0
            ? texts[$"reason.{reason.Kind}.others", about, others]
            : texts[$"reason.{reason.Kind}.about", about];
    }

    /// <summary>
    /// What both did to the same idea, as in "commented on ‘…’, which you support"; null where that is not known.
    /// </summary>
    private static string? Acts(RecommendedReason reason, string about, int others, Texts texts)
    {
        var (yours, theirs) = ($"reason.you.{reason.YourAct}", $"reason.they.{reason.TheirAct}");
        if (reason.AboutKind != "idea" || reason.ThroughOrganisation || !texts.Has(yours) || !texts.Has(theirs))
            return null;
        return texts[others > 0 ? theirs + ".others" : theirs, about, texts[yours], others];
    }

    private static string NameOf(string kind, string label, Texts texts, KsicTree industries)
    {
        if (kind == "typeTies" && texts.Has($"page.org.kind.{label}"))
            return texts[$"page.org.kind.{label}"];
        if (kind != "industry" || industries.Find(label) is not { } entry)
            return label;
        return $"{label} {(texts.Language == "en" ? entry.English ?? entry.Korean : entry.Korean)}";
    }
}
