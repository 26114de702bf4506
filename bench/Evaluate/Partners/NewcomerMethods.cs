using System.Numerics.Tensors;
using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Bench.Evaluate.Partners;

/// <summary>The methods that have something to say to an organisation without a past, each by name.</summary>
internal static class NewcomerMethods
{
    private const double RecentHalfLifeYears = 1;

    public static IEnumerable<(string Name, Func<List<int[]>> Ask)> All(
        PartnerSplit split, PartnerMethods methods, PartnerSettings settings) =>
    [
        ("recent-activity", () => RecentActivity(split)),
        ("theme-activity", () => ThemeActivity(split, settings.HalfLifeYears)),
        ("ials-features", () => ByFeatures(split, methods.IalsWithFeatures.Value, methods.Features.Value.Newcomers)),
        ("hybrid", () => PartnerRankings.AskNewcomers(split, methods.Hybrid.Value)),
    ];

    private static List<int[]> RecentActivity(PartnerSplit split)
    {
        var activity = split.Activity(project => split.WorthOf(project, RecentHalfLifeYears));
        return PartnerRankings.AskNewcomers(split, (_, scores) => activity.CopyTo(scores, 0));
    }

    /// <summary>Faded activity under the parts of the programme that the newcomer's first project belongs to; a project
    /// under several counts for each in part.</summary>
    private static List<int[]> ThemeActivity(PartnerSplit split, double halfLifeYears)
    {
        var parts = split.Past.SelectMany(row => row.Project.Parts).Distinct().ToDictionary(
            part => part,
            part => split.Activity(project => project.Parts.Contains(part)
                ? split.WorthOf(project, halfLifeYears) / project.Parts.Count
                : 0));
        return PartnerRankings.AskNewcomers(split, (newcomer, scores) =>
        {
            Array.Clear(scores);
            foreach (var part in split.Newcomers[newcomer].First.Parts)
                if (parts.TryGetValue(part, out var activity))
                    TensorPrimitives.Add(scores, activity, scores);
        });
    }

    private static List<int[]> ByFeatures(PartnerSplit split, MatrixModel model, FeedbackMatrix features) =>
        PartnerRankings.AskNewcomers(split, (newcomer, scores) => model.Score(
            new History([], [], features.Columns(newcomer), features.Weights(newcomer)), scores));
}
