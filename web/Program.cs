using IdeaStorage.Web.Startup;
using IdeaStorage.Web.Startup.Configuration;

try
{
    return await Commands.CreateRoot(SettingsReader.Load(args)).Parse(args).InvokeAsync();
}
catch (SettingsException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 1;
}
