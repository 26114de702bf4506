using IdeaStorage.Domain.Members;
using IdeaStorage.Web.Recommendations;

namespace IdeaStorage.Web.Pages.Recommendations;

/// <summary>Tells a visit that follows a recommendation's link from any other.</summary>
internal static class Opening
{
    private const string Name = "via";
    private const string List = "recommended";

    /// <summary>What a recommendation's link ends with.</summary>
    public const string Mark = $"?{Name}={List}";

    /// <summary>Takes down that a member followed such a link to this page.</summary>
    public static void NoteOpening(this Visit visit, RecommendedKind kind, string itemId)
    {
        if (visit.Member is { } member && HttpMethods.IsGet(visit.Http.Request.Method) && visit.Query(Name) == List)
            visit.Get<ImpressionLog>().Opens(member.MemberId, kind, itemId);
    }
}
