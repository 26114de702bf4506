using IdeaStorage.Domain.Ideas;

namespace IdeaStorage.Silo.Import.IdeaScale;

/// <summary>
/// IdeaScale's stages in our words. Every community names its own; these are the ones that its templates and known
/// exports use, compared without case.
/// </summary>
internal static class IdeaScaleStages
{
    private static readonly Dictionary<string, IdeaStage> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Draft"] = IdeaStage.Draft,
        ["New"] = IdeaStage.Open,
        ["Open"] = IdeaStage.Open,
        ["Active"] = IdeaStage.Open,
        ["Ideate"] = IdeaStage.Open,
        ["Submit"] = IdeaStage.Open,
        ["Submitted"] = IdeaStage.Open,
        ["Discuss"] = IdeaStage.Open,
        ["Discussion"] = IdeaStage.Open,
        ["Refine"] = IdeaStage.Open,
        ["Finalize"] = IdeaStage.Open,
        ["Build Team"] = IdeaStage.Open,
        ["Vote"] = IdeaStage.InReview,
        ["Assess"] = IdeaStage.InReview,
        ["Assess QA"] = IdeaStage.InReview,
        ["Review"] = IdeaStage.InReview,
        ["In Review"] = IdeaStage.InReview,
        ["Under Review"] = IdeaStage.InReview,
        ["Evaluate"] = IdeaStage.InReview,
        ["Estimate"] = IdeaStage.InReview,
        ["Governance"] = IdeaStage.InReview,
        ["Select"] = IdeaStage.Selected,
        ["Selected"] = IdeaStage.Selected,
        ["Approved"] = IdeaStage.Selected,
        ["Fund"] = IdeaStage.Selected,
        ["Funded"] = IdeaStage.Selected,
        ["Winner"] = IdeaStage.Selected,
        ["Implement"] = IdeaStage.InProject,
        ["In Progress"] = IdeaStage.InProject,
        ["In Development"] = IdeaStage.InProject,
        ["Complete"] = IdeaStage.Realised,
        ["Completed"] = IdeaStage.Realised,
        ["Implemented"] = IdeaStage.Realised,
        ["Launched"] = IdeaStage.Realised,
        ["Done"] = IdeaStage.Realised,
        ["Declined"] = IdeaStage.Declined,
        ["Rejected"] = IdeaStage.Declined,
        ["Not Approved"] = IdeaStage.Declined,
        ["Not Funded"] = IdeaStage.Declined,
        ["Archive"] = IdeaStage.Retired,
        ["Archived"] = IdeaStage.Retired,
        ["Closed"] = IdeaStage.Retired,
        ["Withdrawn"] = IdeaStage.Retired,
        ["Duplicate"] = IdeaStage.Merged,
        ["Merged"] = IdeaStage.Merged,
    };

    /// <summary>Our stage, or null for one that is not known.</summary>
    public static IdeaStage? Of(string stage) => Known.TryGetValue(stage.Trim(), out var ours) ? ours : null;
}
