using IdeaStorage.Hosting.Tests.Fixture;
using Orleans;
using Orleans.Runtime;

namespace IdeaStorage.Hosting.Tests.Grains;

/// <summary>Has timers and reminders.</summary>
public interface IClockGrain : IGrainWithStringKey
{
    /// <summary>Sets a timer that reports.</summary>
    Task SetTimer(string name, TimeSpan due, TimeSpan period, bool interleave);

    /// <summary>Stops the timer.</summary>
    Task StopTimer();

    /// <summary>Reports, waits at a gate, reports.</summary>
    Task Work(string name);

    /// <summary>Ends the activation.</summary>
    Task End();

    /// <summary>Sets a reminder that reports.</summary>
    Task SetReminder(string name, TimeSpan due, TimeSpan period);

    /// <summary>Ends the reminder; false if there is none.</summary>
    Task<bool> EndReminder(string name);
}

internal sealed class ClockGrain(Witness witness) : Grain, IClockGrain, IRemindable
{
    private IGrainTimer? _timer;

    public Task SetTimer(string name, TimeSpan due, TimeSpan period, bool interleave)
    {
        _timer = this.RegisterGrainTimer(
            (state, _) =>
            {
                witness.Report(state);
                return Task.CompletedTask;
            },
            name,
            new GrainTimerCreationOptions(due, period) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task StopTimer()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public async Task Work(string name)
    {
        witness.Report($"{name} begins");
        await witness.Gate(name);
        witness.Report($"{name} ends");
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task SetReminder(string name, TimeSpan due, TimeSpan period) =>
        this.RegisterOrUpdateReminder(name, due, period);

    public async Task<bool> EndReminder(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
        {
            return false;
        }

        await this.UnregisterReminder(reminder);
        return true;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        witness.Report($"{reminderName} at {status.CurrentTickTime:HH:mm}");
        return Task.CompletedTask;
    }
}
