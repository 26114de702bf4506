namespace IdeaStorage.Embedded;

/// <summary>Limits and switches of the one-process host that Orleans has no name for.</summary>
public sealed class EmbeddedHostOptions
{
    /// <summary>Default of <see cref="ResidentActivationsMax"/>.</summary>
    public const int ResidentActivationsMaxDefault = 50_000;

    /// <summary>The fewest residents that can be asked for: grains that call each other must fit.</summary>
    public const int ResidentActivationsMaxLowest = 16;

    /// <summary>Default of <see cref="StopDeadline"/>: 20 s.</summary>
    public static readonly TimeSpan StopDeadlineDefault = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How many activations may be in memory. The least recently used idle ones end before the limit is reached; at
    /// the limit a new activation waits for a place (and its callers' deadlines run).
    /// </summary>
    public int ResidentActivationsMax { get; set; } = ResidentActivationsMaxDefault;

    /// <summary>How long a stop waits for running calls and for deactivations.</summary>
    public TimeSpan StopDeadline { get; set; } = StopDeadlineDefault;

    /// <summary>
    /// Writes every argument and every answer as JSON, reads it back and hands on what was read. Slow; proves in
    /// tests that messages could travel between machines.
    /// </summary>
    public bool SerializeMessages { get; set; }

    /// <summary>What runs the turns. Null: the thread pool.</summary>
    public TurnScheduler? Scheduler { get; set; }
}
