namespace Orleans
{
    /// <summary>A grain that can be reminded, across restarts of the host.</summary>
    public interface IRemindable : IGrain
    {
        /// <summary>A reminder ticks; the grain is activated for it if it must be.</summary>
        Task ReceiveReminder(string reminderName, Runtime.TickStatus status);
    }
}

namespace Orleans.Runtime
{
    /// <summary>A reminder that a grain has set up.</summary>
    public interface IGrainReminder
    {
        /// <summary>Unique within the grain.</summary>
        string ReminderName { get; }
    }

    /// <summary>Which tick of a reminder this is. Times are UTC.</summary>
    [GenerateSerializer, Immutable]
    public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
    {
        /// <summary>When the first tick was or is due.</summary>
        [Id(0)]
        public DateTime FirstTickTime { get; } = firstTickTime;

        /// <summary>Time between ticks.</summary>
        [Id(1)]
        public TimeSpan Period { get; } = period;

        /// <summary>When this tick was due.</summary>
        [Id(2)]
        public DateTime CurrentTickTime { get; } = timeStamp;

        /// <inheritdoc/>
        public override string ToString() => $"<{FirstTickTime:O}, {Period}, {CurrentTickTime:O}>";
    }

    /// <summary>A reminder could not be set up or ended, because it has changed meanwhile.</summary>
    public sealed class ReminderException(string message) : OrleansException(message);
}
