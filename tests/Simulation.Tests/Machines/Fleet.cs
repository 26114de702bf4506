using IdeaStorage.Domain;
using Orleans;

namespace IdeaStorage.Simulation.Tests.Machines;

/// <summary>The processes that are alive: usually one; two while the cluster is cut; none after a crash.</summary>
internal sealed class Fleet(Simulation run) : IDisposable
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private readonly List<SimulatedProcess> _all = [];
    private readonly List<SimulatedProcess> _alive = [];
    private readonly Chance _chance = run.Chance.Branch();
    private int _started;

    /// <summary>Two processes hold grains at the same time, and neither knows of the other.</summary>
    public bool IsPartitioned { get; private set; }

    public IReadOnlyList<SimulatedProcess> Alive => _alive;

    public async Task StartAsync()
    {
        var process = await SimulatedProcess.StartAsync(run, this, $"p{++_started}");
        _all.Add(process);
        _alive.Add(process);
        IsPartitioned = _alive.Count > 1;
        run.Write($"{process.Name} starts");
    }

    public void Crash(SimulatedProcess process)
    {
        run.Write($"{process.Name} crashes");
        run.Coverage.Count(Fault.Crash);
        Remove(process);
        process.Crash();
    }

    public async Task StopAsync(SimulatedProcess process)
    {
        run.Write($"{process.Name} stops");
        Remove(process);
        await process.StopAsync();
        process.Crash();
    }

    /// <summary>Sends a command to any process; waits while there is none.</summary>
    /// <exception cref="ProcessCrashedException">The process ended before it answered.</exception>
    public async Task<Result<Receipt>> CallAsync(Func<IGrainFactory, Task<Result<Receipt>>> call)
    {
        while (_alive.Count == 0)
            await Task.Delay(TryAgainAfter, run.Time);
        var process = _chance.Of(_alive);
        var answer = call(process.Grains);
        if (await Task.WhenAny(answer, process.Crashed) != answer)
            throw new ProcessCrashedException();
        return await answer;
    }

    public void Dispose() => _all.ForEach(process => process.Dispose());

    private void Remove(SimulatedProcess process)
    {
        _alive.Remove(process);
        IsPartitioned = _alive.Count > 1;
    }
}

/// <summary>The connection broke; whether the command was carried out is not known.</summary>
internal sealed class ProcessCrashedException() : Exception("The process ended before it answered.");
