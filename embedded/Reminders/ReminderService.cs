using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Timers;

namespace IdeaStorage.Embedded;

/// <summary>
/// Keeps the clocks of all reminders of the table. The table is written first and the clock set after, so a reminder
/// that its grain was told of survives. Ticks that were missed while the host was down are not made up for.
/// </summary>
internal sealed class ReminderService(
    EmbeddedRuntime runtime, IOptions<ReminderOptions> options, IReminderTable? table = null) : IReminderRegistry
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(GrainId Grain, string Name), ReminderClock> _clocks = [];

    private IReminderTable Table => table ?? throw new OrleansConfigurationException(
        $"Reminders need an {nameof(IReminderTable)} among the services, where they are kept.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (table is null)
        {
            return;
        }

        await table.StartAsync(cancellationToken);
        foreach (var entry in (await table.ReadRows(0, 0)).Reminders)
        {
            SetClock(entry);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var clock in _clocks.Values)
            {
                clock.Dispose();
            }

            _clocks.Clear();
        }

        if (table is not null)
        {
            await table.StopAsync(cancellationToken);
        }
    }

    public async Task<IGrainReminder> RegisterOrUpdateReminder(
        GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        if (period < options.Value.MinimumReminderPeriod)
        {
            throw new ArgumentException(
                $"Reminder {reminderName} cannot tick every {period}: the shortest period is "
                + $"{options.Value.MinimumReminderPeriod}.",
                nameof(period));
        }

        var entry = new ReminderEntry
        {
            GrainId = callingGrainId,
            ReminderName = reminderName,
            StartAt = runtime.Time.GetUtcNow().UtcDateTime + dueTime,
            Period = period,
        };
        entry.ETag = await Table.UpsertRow(entry);
        SetClock(entry);
        return new Reminder(entry);
    }

    public async Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        var kept = (Reminder)reminder;
        if (!await Table.RemoveRow(callingGrainId, kept.ReminderName, kept.ETag))
        {
            throw new ReminderException($"Reminder {reminder.ReminderName} of {callingGrainId} has changed meanwhile.");
        }

        lock (_gate)
        {
            if (_clocks.Remove((callingGrainId, kept.ReminderName), out var clock))
            {
                clock.Dispose();
            }
        }
    }

    public async Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName) =>
        await Table.ReadRow(callingGrainId, reminderName) is { } entry ? new Reminder(entry) : null;

    public async Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId) =>
        [.. (await Table.ReadRows(callingGrainId)).Reminders.Select(entry => new Reminder(entry))];

    private void SetClock(ReminderEntry entry)
    {
        lock (_gate)
        {
            if (_clocks.Remove((entry.GrainId, entry.ReminderName), out var earlier))
            {
                earlier.Dispose();
            }

            _clocks.Add((entry.GrainId, entry.ReminderName), new(runtime, entry));
        }
    }

    private sealed class Reminder(ReminderEntry entry) : IGrainReminder
    {
        public string ReminderName { get; } = entry.ReminderName;

        public string ETag { get; } = entry.ETag!;
    }
}
