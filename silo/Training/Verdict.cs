using System.Globalization;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Storage.Training;

namespace IdeaStorage.Silo.Training;

/// <summary>Which trainer's model is to serve after a comparison, or why none of them is.</summary>
/// <param name="Winner">What is to be trained on everything; null: whatever serves stays.</param>
/// <param name="Outcome">Why none wins, by a name that pages translate; empty where one does.</param>
/// <param name="Error">The same for an operator.</param>
internal sealed record Verdict(TrainedModel? Winner, string Outcome = "", string? Error = null)
{
    /// <summary>Another trainer must be better by so much than the one that serves, or lists would change for
    /// nothing.</summary>
    public const double Margin = 0.002;

    /// <summary>
    /// The best of a run may fall to this part of what the champion had in its own run; below it something is wrong
    /// with the data or the program, and the champion stays until an operator has looked.
    /// </summary>
    public const double Collapse = 0.7;

    /// <param name="achieved">What each trainer achieved in this run. A baseline is compared and never wins.</param>
    /// <param name="champion">The model that serves, with what it achieved in its run; null: the built-in one.</param>
    /// <param name="builtIn">The trainer of the built-in model.</param>
    public static Verdict Of(IReadOnlyList<TrainedModel> achieved, TrainedModel? champion, string builtIn)
    {
        var sound = achieved.Where(model => model.Score is { } score && double.IsFinite(score)
            && !Trainers.IsBaseline(model.Trainer)).ToList();
        if (sound.Count == 0)
            return new Verdict(null, "noTrainerSucceeded", achieved.Select(model => model.Error).FirstOrDefault());
        var serving = sound.FirstOrDefault(model => model.Trainer == (champion?.Trainer ?? builtIn));
        var best = sound.OrderByDescending(model => model.Score).ThenBy(model => model.Trainer, StringComparer.Ordinal)
            .First();
        var winner = serving is not null && best.Score <= serving.Score + Margin ? serving : best;
        if (champion?.Score is { } before && winner.Score < Collapse * before)
        {
            return new Verdict(null, "worse", string.Create(
                CultureInfo.InvariantCulture, $"{winner.Trainer}: {winner.Score:F3} after {before:F3}"));
        }

        return new Verdict(winner);
    }
}
