using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.Tags;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Storage.Search;
using IdeaStorage.Web.Language;

namespace IdeaStorage.Web.Recommendations;

/// <summary>Says a recommendation's reason in words.</summary>
internal static class Reasons
{
    private const int LabelsShown = 3;

    /// <param name="reason">The reason.</param>
    /// <param name="about">The name of the thing in which both meet, or null if there is none or it may not be
    /// seen.</param>
    /// <param name="request">For whom it is, and what is proposed.</param>
    /// <param name="texts">The reader's language.</param>
    /// <param name="industries">The classification that names industry codes.</param>
    public static string Say(
        RecommendedReason reason, string? about, RecommendationRequest request, Texts texts, KsicTree industries)
    {
        var labels = string.Join(" · ", Shown(reason).Select(label => NameOf(reason.Kind, label, texts, industries)));
        if (labels.Length > 0)
            return texts[$"reason.{reason.Kind}", labels];
        if (reason.AboutId == request.SubjectId && texts.Has($"reason.onIdea.{reason.Kind}"))
            return texts[$"reason.onIdea.{reason.Kind}"];
        // An idea supports nothing: others did, whom the reader meets elsewhere.
        var key = request.Target == RecommendedKind.Idea && texts.Has($"reason.byOthers.{reason.Kind}.plain")
            ? $"reason.byOthers.{reason.Kind}"
            : $"reason.{reason.Kind}";
        if (about is null)
            return texts[key + ".plain", reason.Count];
        var others = reason.Count - 1;
        if (IsPartner(request) && Acts(reason, about, others, texts) is { } acts)
            return acts;
        return others > 0 ? texts[key + ".others", about, others] : texts[key + ".about", about];
    }

    /// <summary>Whether an organisation is proposed to the reader: only then are both acts on one thing, and may be
    /// told.</summary>
    private static bool IsPartner(RecommendationRequest request) =>
        request is { Subject: RecommendationSubject.Member, Target: RecommendedKind.Organisation };

    /// <summary>
    /// What both did to the same idea, as in "commented on ‘…’, which you support"; null where that is not known.
    /// </summary>
    private static string? Acts(RecommendedReason reason, string about, int others, Texts texts)
    {
        var yours = $"reason.you.{(reason.ThroughOrganisation ? "organisation" : reason.YourAct)}";
        var theirs = $"reason.they.{(reason.Kind == "coActed" ? "active" : reason.TheirAct)}";
        if (reason.AboutKind != "idea" || !texts.Has(yours) || !texts.Has(theirs))
            return null;
        return texts[others > 0 ? theirs + ".others" : theirs, about, texts[yours], others];
    }

    /// <summary>Things before verbs: what two are about is said by nouns.</summary>
    private static IEnumerable<string> Shown(RecommendedReason reason) =>
        (reason.Kind == "text" ? reason.Labels.OrderBy(KoreanAnalyser.IsVerb) : reason.Labels.AsEnumerable())
        .Take(LabelsShown);

    private static string NameOf(string kind, string label, Texts texts, KsicTree industries)
    {
        if (kind == "typeTies" && texts.Has($"page.org.kind.{label}"))
            return texts[$"page.org.kind.{label}"];
        if (kind != "industry" || industries.Find(label) is not { } entry)
            return label;
        return $"{label} {(texts.Language == "en" ? entry.English ?? entry.Korean : entry.Korean)}";
    }
}
