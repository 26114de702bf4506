namespace Orleans.Configuration;

/// <summary>Limits of calls.</summary>
public abstract class MessagingOptions
{
    /// <summary>How long a caller waits for an answer, unless the method says otherwise.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <inheritdoc/>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>Default of <see cref="MaxEnqueuedRequestsHardLimit"/>.</summary>
    public const int DEFAULT_MAX_ENQUEUED_REQUESTS_HARD_LIMIT = 10_000;

    /// <summary>
    /// How many calls may wait for one activation; the next one gets a <see cref="Runtime.LimitExceededException"/>.
    /// 0 means no limit.
    /// </summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; } = DEFAULT_MAX_ENQUEUED_REQUESTS_HARD_LIMIT;
}
