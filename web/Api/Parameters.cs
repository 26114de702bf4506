using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Introductions;

namespace IdeaStorage.Web.Api;

/// <summary>The query parameters, as the OpenAPI document describes them.</summary>
internal static class Parameters
{
    public static QueryParameter After { get; } = new(Query.After, "The value of next of the page before.");
    public static QueryParameter Limit { get; } = new(
        Query.Limit, "Rows wished for.", Range: new(1, PageLimits.ItemsMax, PageLimits.ItemsDefault));
    public static QueryParameter Search { get; } = new("q", "Words to find; Korean initial consonants match too.");
    public static QueryParameter Cluster { get; } = new("cluster", "The id of a mini-cluster.");
    public static QueryParameter Tag { get; } = new("tag", "A KSIC code, with those below it, or a free word.");
    public static QueryParameter Stage { get; } = Of<IdeaStage>("stage", "Where ideas stand.");
    public static QueryParameter Participant { get; } = new(
        "participant", "The id of an organisation that takes part in the project of an idea.");
    public static QueryParameter Sort { get; } = Of<IdeaSort>("sort", "The order.");
    public static QueryParameter Lifecycle { get; } = Of<ClusterLifecycle>("lifecycle", "Where clusters stand.");
    public static QueryParameter Kind { get; } = Of<OrganisationKind>("kind", "What organisations are.");
    public static QueryParameter Region { get; } = new("region", "A region as organisations carry it, such as 경기.");
    public static QueryParameter Industry { get; } = new("industry", "A KSIC code, with those below it.");
    public static QueryParameter Status { get; } = Of<CaseStatus>("status", "Open or decided cases.");
    public static QueryParameter State { get; } = Of<IntroductionState>("state", "Where introductions stand.");

    private static QueryParameter Of<TEnum>(string name, string description) where TEnum : struct, Enum =>
        new(name, description, [.. JsonFaults.ChoicesOf(typeof(TEnum))]);
}
