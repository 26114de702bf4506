namespace IdeaStorage.Simulation.Tests;

/// <summary>The seeds that the tests run: always the same, so that a test that passed passes again.</summary>
internal static class Seeds
{
    public const int Count = 300;

    /// <summary>Runs them all, as many at a time as there are processors.</summary>
    /// <returns>What happened in all of them together.</returns>
    /// <exception cref="SimulationFailure">One did not hold; the message says how to see it again.</exception>
    public static Coverage RunAll()
    {
        var covered = new Coverage();
        SimulationFailure? failure = null;
        Parallel.For(1, Count + 1, (seed, loop) =>
        {
            try
            {
                var run = Simulation.Run((ulong)seed);
                lock (covered)
                    covered.Add(run);
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref failure, SimulationFailure.Of((ulong)seed, error), null);
                loop.Stop();
            }
        });
        return failure is null ? covered : throw failure;
    }

    /// <summary>
    /// Runs one after the other until an invariant does not hold. A run that ends otherwise (a unique index of the
    /// database sees some bugs first) shows nothing of the invariants.
    /// </summary>
    /// <returns>Its failure, or null if no invariant is ever broken.</returns>
    public static SimulationFailure? FindFailure(Settings settings)
    {
        for (var seed = 1UL; seed <= Count; seed++)
        {
            try
            {
                Simulation.Run(seed, settings);
            }
            catch (SimulationFailure error)
            {
                return SimulationFailure.Of(seed, error);
            }
            catch (InvalidOperationException)
            {
                // The next seed.
            }
        }

        return null;
    }
}
