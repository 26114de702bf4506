using System.Collections.Concurrent;

namespace IdeaStorage.Hosting.Tests.Fixture;

/// <summary>
/// What grains and tests tell each other besides the calls under test: grains report what they do, and wait at gates
/// that the test opens. So tests wait for events and never for time to pass.
/// </summary>
public sealed class Witness(bool isSimulated = false)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // In a simulated run whoever waits must go on where the event happens, on the run's only thread.
    private readonly TaskCreationOptions _wakeUp =
        isSimulated ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;

    private readonly Lock _gate = new();
    private readonly List<string> _reports = [];
    private readonly List<(Func<bool> IsMet, TaskCompletionSource Waiting)> _waiting = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    /// <summary>Everything that was reported, in order.</summary>
    public string[] Reports
    {
        get
        {
            lock (_gate)
            {
                return [.. _reports];
            }
        }
    }

    public void Report(string what)
    {
        lock (_gate)
        {
            _reports.Add(what);
            foreach (var (isMet, waiting) in _waiting)
            {
                if (isMet())
                {
                    waiting.TrySetResult();
                }
            }
        }
    }

    public int Count(string what)
    {
        lock (_gate)
        {
            return _reports.Count(report => report == what);
        }
    }

    /// <summary>Waits until it was reported often enough; fails after some seconds.</summary>
    public Task Until(string what, int times = 1)
    {
        lock (_gate)
        {
            bool IsMet() => _reports.Count(report => report == what) >= times;
            var waiting = new TaskCompletionSource(_wakeUp);
            if (IsMet())
            {
                waiting.SetResult();
            }

            _waiting.Add((IsMet, waiting));
            return isSimulated ? waiting.Task : waiting.Task.WaitAsync(Patience);
        }
    }

    /// <summary>For grains: waits until the test opens the gate.</summary>
    public Task Gate(string name) => GateOf(name).Task;

    public void Open(string name) => GateOf(name).TrySetResult();

    /// <summary>Opens every gate at which someone waits; at the end of a test.</summary>
    public void OpenAll()
    {
        foreach (var gate in _gates.Values)
        {
            gate.TrySetResult();
        }
    }

    private TaskCompletionSource GateOf(string name) =>
        _gates.GetOrAdd(name, _ => new(_wakeUp));
}
