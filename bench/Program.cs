using System.CommandLine;
using IdeaStorage.Bench;
using IdeaStorage.Bench.Appends;
using IdeaStorage.Bench.Evaluate;
using IdeaStorage.Bench.Grains;

// One folder and one file per command; each adds its line here, in alphabetical order.
var root = new RootCommand("Benchmarks and offline evaluation. Every command ends with one line per figure.")
{
    Figures.OutOption,
    AppendsCommand.Create(),
    EvaluateCommand.Create(),
    GrainsCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
