using System.CommandLine;
using IdeaStorage.Recommender;

namespace IdeaStorage.Bench.Recommend;

/// <summary>
/// <c>recommend</c>: how fast the recommender is against what the machine can do, each measured in the same run:
/// reading a million organisations against summing the same numbers, training against a loop of nothing but
/// multiplications, a member's page of partners through the grain, and how long it takes to cancel a training run.
/// </summary>
internal static class RecommendCommand
{
    public static Command Create()
    {
        var only = new Option<string[]>("--only")
        {
            Description = "Measure some of it: scan, training, page, cancel.",
            AllowMultipleArgumentsPerToken = true,
        };
        only.AcceptOnlyFromAmong("scan", "training", "page", "cancel");
        var command = new Command("recommend", "Top lists of a million, training, and a member's page of partners.")
        {
            only,
        };
        command.SetAction(async parsed =>
        {
            var figures = new Figures();
            var wanted = parsed.GetValue(only) is { Length: > 0 } some ? some : ["scan", "training", "page", "cancel"];
            if (wanted.Contains("scan"))
                ScanMeasurement.Run(figures);
            if (wanted.Contains("training"))
                TrainingMeasurement.Run(figures);
            if (wanted.Contains("page"))
                await PageMeasurement.RunAsync(figures);
            if (wanted.Contains("cancel"))
                await PageMeasurement.WithHostAsync(
                    new SignalTrainer(), host => CancelMeasurement.RunAsync(host, figures));
            figures.Write(parsed);
        });
        return command;
    }
}
