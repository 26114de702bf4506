using System.CommandLine;

namespace IdeaStorage.Bench.Recommend;

/// <summary>
/// <c>recommend</c>: how fast the recommender is against what the machine can do, each measured in the same run:
/// reading a million organisations against summing the same numbers, training against a loop of nothing but
/// multiplications, and a member's page of partners through the grain.
/// </summary>
internal static class RecommendCommand
{
    public static Command Create()
    {
        var command = new Command("recommend", "Top lists of a million, training, and a member's page of partners.");
        command.SetAction(async parsed =>
        {
            var figures = new Figures();
            ScanMeasurement.Run(figures);
            TrainingMeasurement.Run(figures);
            await PageMeasurement.RunAsync(figures);
            figures.Write(parsed);
        });
        return command;
    }
}
