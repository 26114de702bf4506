using IdeaStorage.Simulation.Tests;

return args.Any(arg => arg is "--seeds" or "--seed")
    ? SimulationCommand.Run(args, Console.Out)
    : args.Any(arg => arg is "--server" or "--internal-msbuild-node")
        ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(
            args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
        : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
