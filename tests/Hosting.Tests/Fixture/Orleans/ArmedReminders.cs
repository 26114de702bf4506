using System.Diagnostics;
using Orleans.Reminders.Diagnostics;
using Orleans.Runtime;

namespace IdeaStorage.Hosting.Tests.Fixture;

/// <summary>
/// Which reminders wait for the clock. Orleans arms a reminder in the background, after it has answered whoever set it:
/// a clock that jumps must not jump before.
/// </summary>
internal sealed class ArmedReminders : IObserver<ReminderEvents.ReminderEvent>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly HashSet<(SiloAddress? Silo, GrainId Grain, string Name)> _armed = [];
    private readonly Func<SiloAddress[]> _silos;
    private readonly IDisposable _subscription;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="silos">The silos of this test; others of the same process report as well.</param>
    public ArmedReminders(Func<SiloAddress[]> silos)
    {
        _silos = silos;
        _subscription = ReminderEvents.AllEvents.Subscribe(this);
    }

    /// <summary>Waits until some silo has armed each of these reminders; fails after some seconds.</summary>
    /// <param name="reminders">Which.</param>
    /// <param name="lookAgain">Has the silos read the table: a reminder may be set while they divide it.</param>
    public async Task Until(IReadOnlyCollection<(GrainId Grain, string Name)> reminders, Action lookAgain)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Missing(reminders) is { } changed)
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, "No silo has armed every reminder.");
            lookAgain();
            await Task.WhenAny(changed, Task.Delay(BetweenLooks));
        }
    }

    public void OnNext(ReminderEvents.ReminderEvent value)
    {
        lock (_gate)
        {
            var reminder = (value.SiloAddress, value.GrainId, value.ReminderName);
            switch (value)
            {
                case ReminderEvents.LocalReminderTickWaitArmed:
                    _armed.Add(reminder);
                    break;
                case ReminderEvents.TickFiring or ReminderEvents.LocalReminderStopped:
                    _armed.Remove(reminder);
                    break;
            }

            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void OnCompleted()
    {
        // The events of a process never end.
    }

    public void OnError(Exception error) => throw error;

    public void Dispose() => _subscription.Dispose();

    private Task? Missing(IReadOnlyCollection<(GrainId Grain, string Name)> reminders)
    {
        var silos = _silos();
        lock (_gate)
        {
            return reminders.All(reminder => silos.Any(silo => _armed.Contains((silo, reminder.Grain, reminder.Name))))
                ? null
                : _changed.Task;
        }
    }
}
