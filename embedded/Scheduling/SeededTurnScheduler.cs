using System.Globalization;

namespace IdeaStorage.Embedded;

/// <summary>
/// Runs a whole simulation on one thread, the one that makes the scheduler. At each step the seed picks which ready
/// activation (or which continuation of the simulated clients) goes on; time moves only when nothing is ready. So one
/// seed is one history, and running it again repeats it exactly.
/// </summary>
/// <remarks>
/// Whatever leaves the thread – <c>Task.Run</c>, <c>ConfigureAwait(false)</c>, real I/O – could not be repeated. It
/// fails the run as soon as it comes back. That includes the generic host's own start and stop: inside a run, start and
/// stop the <c>IHostedService</c>s themselves.
/// </remarks>
public sealed class SeededTurnScheduler : TurnScheduler
{
    /// <summary>How much virtual time may pass without a step before a run counts as stalled.</summary>
    public static readonly TimeSpan StallMax = TimeSpan.FromDays(2);

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly List<IReadyWork> _ready = [];
    private readonly ClientContext _clients;
    private readonly TextWriter? _trace;
    private string? _violation;
    private ulong _state;
    private long _steps;

    /// <summary>A scheduler with its own clock.</summary>
    /// <param name="seed">Decides every choice.</param>
    /// <param name="trace">Gets one line per step: number, time, and who went on.</param>
    public SeededTurnScheduler(ulong seed, TextWriter? trace = null)
    {
        _state = seed;
        _trace = trace;
        _clients = new(this);
    }

    /// <summary>The clock. Give it to the host as its <see cref="TimeProvider"/>.</summary>
    public VirtualTimeProvider Time { get; } = new();

    internal override bool RunsInline => false;

    // Wakes callers on the spot; they post themselves back to here.
    internal override TaskCreationOptions ReplyOptions => TaskCreationOptions.None;

    internal override int TurnsPerSliceMax => 1;

    /// <summary>Runs client code and everything that it sets off, until the client code has ended.</summary>
    /// <exception cref="InvalidOperationException">
    /// The run left its thread, or the code waits for something that will not happen.
    /// </exception>
    public void Run(Func<Task> code)
    {
        CheckThread("the run");
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_clients);
        try
        {
            var end = code();

            // Grain code must find no context but its activation's scheduler.
            SynchronizationContext.SetSynchronizationContext(null);
            var lastStep = Time.GetTimestamp();
            while (!end.IsCompleted)
            {
                if (TryStep())
                {
                    lastStep = Time.GetTimestamp();
                }
                else if (!Time.TryAdvanceToNextTimer() || Time.GetElapsedTime(lastStep) > StallMax)
                {
                    throw new InvalidOperationException(
                        $"The run stalled after {_steps} steps: it waits for something outside the simulation.");
                }
            }

            FailIfLeft();
            end.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>Runs what is ready, until nothing is. Time stands still.</summary>
    public void RunUntilIdle()
    {
        while (TryStep())
        {
            // Each step may make others ready.
        }
    }

    internal override void Schedule(IReadyWork work)
    {
        if (CheckThread(work.Name))
        {
            _ready.Add(work);
        }
    }

    private bool TryStep()
    {
        FailIfLeft();
        if (_ready.Count == 0)
        {
            return false;
        }

        var index = (int)(NextRandom() % (ulong)_ready.Count);
        var work = _ready[index];
        _ready.RemoveAt(index);
        _steps++;
        _trace?.Write(string.Create(
            CultureInfo.InvariantCulture, $"{_steps} {Time.GetUtcNow().UtcTicks} {work.Name}\n"));
        work.Execute();
        return true;
    }

    private void FailIfLeft()
    {
        if (Volatile.Read(ref _violation) is { } violation)
        {
            throw new InvalidOperationException(violation);
        }
    }

    private bool CheckThread(string who)
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            return true;
        }

        Volatile.Write(ref _violation, $"The run left its thread: {who} went on elsewhere and cannot be repeated.");
        return false;
    }

    // SplitMix64 (Steele, Lea, Flood 2014): small, good enough, and the same on every version of .NET.
    private ulong NextRandom()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Brings continuations of client code back as steps.</summary>
    private sealed class ClientContext(SeededTurnScheduler scheduler) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) =>
            scheduler.Schedule(new ClientStep(this, d, state));

        public override SynchronizationContext CreateCopy() => this;
    }

    private sealed class ClientStep(ClientContext clients, SendOrPostCallback code, object? state) : IReadyWork
    {
        public string Name => "client";

        public void Execute()
        {
            SynchronizationContext.SetSynchronizationContext(clients);
            try
            {
                code(state);
            }
            finally
            {
                SynchronizationContext.SetSynchronizationContext(null);
            }
        }
    }
}
