using System.Diagnostics;
using System.Globalization;

namespace IdeaStorage.Simulation.Tests;

/// <summary>
/// <c>--seeds 10000 [--start 1] [--trace file]</c> runs many seeds, <c>--seed 42 [--trace file]</c> runs one.
/// </summary>
internal static class SimulationCommand
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);

    /// <returns>0 if every seed held, 1 if one failed, 2 if the arguments are wrong.</returns>
    public static int Run(string[] args, TextWriter output)
    {
        var options = Options.Read(args, output);
        if (options is null)
            return 2;
        var (covered, watch, shown) = (new Coverage(), Stopwatch.StartNew(), TimeSpan.Zero);
        for (var done = 0UL; done < options.Seeds; done++)
        {
            if (!TryRun(options.Start + done, options.Trace, covered, output))
                return 1;
            if (watch.Elapsed - shown < ProgressInterval)
                continue;
            shown = watch.Elapsed;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{done + 1} of {options.Seeds} seeds, {(done + 1) / shown.TotalSeconds:F1} a second"));
        }

        foreach (var (name, count) in covered.Counts)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,10} {name}"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Seeds} seeds held, {options.Seeds / watch.Elapsed.TotalSeconds:F1} a second"));
        return 0;
    }

    private static bool TryRun(ulong seed, string? traceFile, Coverage covered, TextWriter output)
    {
        using var trace = traceFile is null ? null : new StreamWriter(traceFile);
        try
        {
            covered.Add(Simulation.Run(seed, trace: trace));
            return true;
        }
        catch (Exception failure)
        {
            output.WriteLine(SimulationFailure.Of(seed, failure).Message);
            return false;
        }
    }

    private sealed record Options(ulong Seeds, ulong Start, string? Trace)
    {
        public static Options? Read(string[] args, TextWriter output)
        {
            var options = new Options(1, 1, null);
            for (var index = 0; index < args.Length; index += 2)
            {
                var value = args.ElementAtOrDefault(index + 1) ?? "";
                var isNumber = ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
                var next = args[index] switch
                {
                    "--seeds" when isNumber => options with { Seeds = number },
                    "--seed" when isNumber => options with { Seeds = 1, Start = number },
                    "--start" when isNumber => options with { Start = number },
                    "--trace" when value.Length > 0 => options with { Trace = value },
                    _ => null,
                };
                if (next is null)
                {
                    output.WriteLine(
                        $"'{args[index]} {value}' is not understood. Usage: --seeds <count> [--start <seed>] or "
                        + "--seed <seed>, with [--trace <file>].");
                    return null;
                }

                options = next;
            }

            return options;
        }
    }
}
