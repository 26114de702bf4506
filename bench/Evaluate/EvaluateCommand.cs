using System.CommandLine;
using IdeaStorage.Bench.Evaluate.Partners;

namespace IdeaStorage.Bench.Evaluate;

/// <summary>Measures how well the recommender ranks the partners that organisations really found later.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var data = DataFolder.CreateOption();
        var tuning = new Option<bool>("--tuning")
        {
            Description = "Ask for the partners of 2018 from the projects before, which is what weights are tuned on.",
        };
        var only = new Option<string[]>("--only")
        {
            Description = "Ask these methods alone, of those for partners, newcomers and ideas.",
            AllowMultipleArgumentsPerToken = true,
        };
        var queries = new Option<int>("--queries")
        {
            Description = "Ask at most so many queries of a large set, a fixed draw.",
            DefaultValueFactory = _ => int.MaxValue,
        };
        var ceiling = new Option<bool>("--ceiling")
        {
            Description = "Instead: what could be had at most, and what more to learn from gives.",
        };
        var command = new Command("evaluate", "Partners found later, on a time split: nDCG@20 and Recall@20.")
        {
            data,
            tuning,
            only,
            queries,
            ceiling,
        };
        command.SetAction(parsed => Run(
            parsed,
            DataFolder.Resolve(parsed.GetValue(data)),
            new PartnerChoice(
                parsed.GetValue(only) ?? [], parsed.GetValue(queries), parsed.GetValue(tuning),
                parsed.GetValue(ceiling))));
        return command;
    }

    private static int Run(ParseResult parsed, DirectoryInfo data, PartnerChoice choice)
    {
        var figures = new Figures(Console.Error);
        DirectoryInfo[] folders = data.Exists ? [data, .. data.EnumerateDirectories().OrderBy(one => one.Name)] : [];
        var found = folders.Select(folder => EvaluationOf(folder, choice, figures)).OfType<Action>().ToList();
        if (found.Count == 0)
        {
            Console.Error.WriteLine(
                $"{data.FullName} holds no data set that can be evaluated. Name one, or the folder that they lie in, "
                + "with --data or IDEASTORAGE_DATA.");
            return 1;
        }

        foreach (var evaluate in found)
            evaluate();
        figures.Write(parsed);
        return 0;
    }

    // By what lies in a folder and not by its name, so that other sets of a kind are evaluated too.
    private static Action? EvaluationOf(DirectoryInfo folder, PartnerChoice choice, Figures figures)
    {
        if (HorizonData.IsAt(folder))
            return () => PartnerEvaluation.Run(HorizonData.Read(folder), PartnerSettings.OfHorizon, choice, figures);
        if (ClusterData.IsAt(folder))
            return () => PartnerEvaluation.Run(ClusterData.Read(folder), PartnerSettings.OfCluster, choice, figures);
        if (MovieSplit.IsAt(folder))
            return () => MovieEvaluation.Run(folder, figures);
        return KoreanTexts.ReaderOf(folder) is var (name, read)
            ? () => TextEvaluation.Run(name, read(), figures)
            : null;
    }
}
