using IdeaStorage.Faults.Tests;
using IdeaStorage.Faults.Tests.Load;

return args.Any(arg => arg is "--kills" or "--restarts")
    ? await FaultCommand.RunAsync(args, Console.Out)
    : args.Any(arg => arg is "--server" or "--internal-msbuild-node")
        ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(
            args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
        : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
