using System.CommandLine;
using IdeaStorage.Bench;
using IdeaStorage.Bench.Appends;
using IdeaStorage.Bench.Evaluate;
using IdeaStorage.Bench.Grains;
using IdeaStorage.Bench.Recommend;
using IdeaStorage.Bench.Scale;
using IdeaStorage.Bench.Tails;
using IdeaStorage.Bench.Web;
using IdeaStorage.Bench.Web.Bare;

// One folder and one file per command; each adds its line here, in alphabetical order.
var root = new RootCommand("Benchmarks and offline evaluation. Every command ends with one line per figure.")
{
    Figures.OutOption,
    AppendsCommand.Create(),
    BareCommand.Create(),
    EvaluateCommand.Create(),
    GrainsCommand.Create(),
    RecommendCommand.Create(),
    ScaleCommand.Create(),
    TailsCommand.Create(),
    WebCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
