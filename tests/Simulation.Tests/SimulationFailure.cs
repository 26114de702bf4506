using System.Globalization;
using System.Reflection;

namespace IdeaStorage.Simulation.Tests;

/// <summary>An invariant does not hold.</summary>
internal sealed class SimulationFailure(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The seed of its run.</summary>
    public ulong Seed { get; private init; }

    /// <summary>Fails the run unless something holds.</summary>
    /// <exception cref="SimulationFailure">It does not.</exception>
    public static void Unless(bool holds, string message)
    {
        if (!holds)
            throw new SimulationFailure(message);
    }

    /// <summary>A failure with the seed and commit it belongs to, and the command that shows it again.</summary>
    public static SimulationFailure Of(ulong seed, Exception failure) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {(failure is SimulationFailure ? failure.Message : failure)}
            Seed {seed} at commit {Commit}. To see it again:
            dotnet run --project tests/Simulation.Tests -- --seed {seed} --trace trace.txt
            """),
        failure)
    {
        Seed = seed,
    };

    // The SDK writes the commit behind the version.
    private static string Commit => typeof(SimulationFailure).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, var commit]
        ? commit
        : "unknown";
}
