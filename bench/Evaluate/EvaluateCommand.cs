using System.CommandLine;

namespace IdeaStorage.Bench.Evaluate;

/// <summary>Measures how well the recommender ranks the partners that organisations really found later.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var data = DataFolder.CreateOption();
        var command = new Command("evaluate", "Partners found later, on a time split: nDCG@20 and Recall@20.") { data };
        command.SetAction(parsed => Run(parsed, DataFolder.Resolve(parsed.GetValue(data))));
        return command;
    }

    private static int Run(ParseResult parsed, DirectoryInfo data)
    {
        var set = new DirectoryInfo(Path.Combine(data.FullName, "cleantech_cluster"));
        if (!set.Exists)
        {
            Console.Error.WriteLine($"{set.FullName} is missing. Name its parent with --data or IDEASTORAGE_DATA.");
            return 1;
        }
        new Figures().Write(parsed);
        return 0;
    }
}
