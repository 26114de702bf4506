using System.CommandLine;
using IdeaStorage.Silo.Configuration;
using IdeaStorage.Web.Startup;
using IdeaStorage.Web.Startup.Configuration;

try
{
    // Asked to end, it answers what is in flight first; left to itself, the command line would cut that off after 2 s.
    var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(60) };
    return await Commands.CreateRoot(Settings.Load(args)).Parse(args).InvokeAsync(invocation);
}
catch (SettingsException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 1;
}
